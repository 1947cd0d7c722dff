"""Forms prove that they come from our own pages: a token bound to the session, hidden in each of them."""
from flask import Flask
from flask_wtf.csrf import CSRFProtect

guard = CSRFProtect()


def install(app: Flask) -> None:
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    # The referrer check would refuse pages that hide their own address, such as invitations.
    app.config.setdefault("WTF_CSRF_SSL_STRICT", False)
    guard.init_app(app)
