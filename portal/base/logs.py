"""One log line per thing that happened: logfmt, with the request's id, and without secrets or bodies."""
import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

#: The id of the request being served; what is logged meanwhile carries it.
request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

# Addresses that let somebody in or prove a mail, and the passwords inside our own settings' addresses.
_DOORS = re.compile(r"/(i|sign-in(?:/operator|/address)?|setup|unsubscribe)/(?!challenges?\b|codes?\b)[A-Za-z0-9_.~%-]{6,}")
_PASSWORDS = re.compile(r"(?<=://)([^\s:/@]*):[^\s@/]+@")
_PLAIN = re.compile(r"[\w./:+\-]+")
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def scrub(text: str) -> str:
    """The text without the tokens of doors and without passwords in addresses."""
    return _PASSWORDS.sub(r"\1:…@", _DOORS.sub(r"/\1/…", text))


class LineFormatter(logging.Formatter):
    """``time=… level=… logger=… request=… msg="…" key=value``; newlines are escaped, so a line is one event."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        parts = [f"time={moment.replace('+00:00', 'Z')} level={record.levelname.lower()} logger={record.name}"]
        if request := request_id.get():
            parts.append(f"request={request}")
        parts.append(f"msg={_quoted(record.getMessage())}")
        parts += [f"{name}={_quoted(value)}" for name, value in vars(record).items() if name not in _OWN]
        if record.exc_info:
            parts.append(f"trace={_quoted(self.formatException(record.exc_info))}")
        return scrub(" ".join(parts))


def _quoted(value) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def logging_config(level: str) -> dict:
    """For ``logging.config.dictConfig`` and for gunicorn alike: everything goes through one formatter."""
    quiet = {name: {"level": "WARNING", "propagate": True, "handlers": []}
             for name in ("huey", "alembic", "sqlalchemy.engine", "PIL", "fontTools")}
    return {
        "version": 1, "disable_existing_loggers": False,
        "formatters": {"line": {"()": "portal.base.logs.LineFormatter"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "line"}},
        "root": {"level": level, "handlers": ["out"]},
        "loggers": quiet,
    }
