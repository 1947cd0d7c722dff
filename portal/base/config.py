"""Settings, read once from the environment, typed, and refused in one line when wrong."""
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parents[2]


class SettingRefused(SystemExit):
    """A setting is wrong: the program ends with one line that names it and says what to write."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    data: Path
    secret_key: str
    database_url: str
    port: int = 8000
    bind: str = "127.0.0.1"
    base_url: str = "http://127.0.0.1:8000"
    trusted_proxies: int = 0
    allow_http: bool = False
    smtp_url: str | None = None
    mail_from: str = "Portico <portico@localhost>"
    redis_url: str | None = None
    web_workers: int = 2
    log_level: str = "INFO"
    testing: bool = False

    @property
    def secure(self) -> bool:
        """Whether browsers grant this address the powers of a secure context."""
        parts = urlsplit(self.base_url)
        return parts.scheme == "https" or is_loopback(parts.hostname or "")

    @property
    def write_lock(self) -> str:
        return str(self.data / "write.lock")


def is_loopback(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def load_settings(environ=os.environ) -> Settings:
    """The settings of this environment. Raises SettingRefused with one clear line."""
    data = Path(environ.get("PORTICO_DATA") or HERE / "data").absolute()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    port = _whole(environ, "PORT", 8000, 1, 65535)
    return Settings(data=data, secret_key=_secret(environ, data), port=port,
                    database_url=_database(environ, data),
                    base_url=(environ.get("BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/"))


def _whole(environ, name: str, default: int, least: int, most: int) -> int:
    text = environ.get(name) or str(default)
    if not text.isdigit() or not least <= int(text) <= most:
        raise SettingRefused(f"{name}={text!r} is not a whole number from {least} to {most}.")
    return int(text)


def _database(environ, data: Path) -> str:
    url = environ.get("DATABASE_URL") or f"sqlite:///{data / 'portico.sqlite3'}"
    for old in ("postgres://", "postgresql://"):
        if url.startswith(old):
            return "postgresql+psycopg://" + url.removeprefix(old)
    return url


def _secret(environ, data: Path) -> str:
    if environ.get("SECRET_KEY"):
        return environ["SECRET_KEY"]
    file = data / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text().strip()
