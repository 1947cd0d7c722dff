"""Every request gets an id, which its answer and its log lines carry; one line says how it went."""
import logging
import os
from time import perf_counter

from flask import Flask

from portal.base.logs import request_id

log = logging.getLogger("portico.web")


def install(app: Flask) -> None:
    app.wsgi_app = RequestLog(app.wsgi_app)


class RequestLog:
    """Outside of Flask, so that answers made before any hook, and failures, have their id too."""

    def __init__(self, inner):
        self._inner = inner

    def __call__(self, environ, start_response):
        name = os.urandom(8).hex()
        token, began = request_id.set(name), perf_counter()

        def start(status, headers, *rest):
            headers.append(("X-Request-Id", name))
            if log.isEnabledFor(logging.INFO):
                log.info("%s %s", environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""),
                         extra={"status": status[:3], "ms": f"{(perf_counter() - began) * 1000:.1f}"})
            return start_response(status, headers, *rest)

        try:
            return self._inner(environ, start)
        finally:
            request_id.reset(token)
