"""Forms prove that they come from our own pages: a token bound to the session, hidden in each of them."""
from functools import lru_cache

from flask import Flask, current_app, g, session
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from blueprints.support.holes import own

#: What Flask-WTF signs its tokens for.
SALT = "wtf-csrf-token"
guard = CSRFProtect()


def install(app: Flask) -> None:
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    # The referrer check would refuse pages that hide their own address, such as invitations.
    app.config.setdefault("WTF_CSRF_SSL_STRICT", False)
    guard.init_app(app)
    # What the guard hands to every page stands among the globals already.
    app.template_context_processors[None].remove(app.template_context_processors[None][-1])
    app.jinja_env.globals["csrf_token"] = own("csrf", csrf_token)


def csrf_token() -> str:
    """This response's token: the one Flask-WTF makes and checks, without its packing the same secret anew for each."""
    if "csrf_token" not in g:
        secret = session.get("csrf_token")
        if secret is None:
            return generate_csrf()
        key = current_app.secret_key
        g.csrf_token = _signer(key).sign(_packed(key, secret)).decode()
    return g.csrf_token


@lru_cache(8)
def _serializer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt=SALT)


@lru_cache(8)
def _signer(key: str) -> TimestampSigner:
    return _serializer(key).make_signer(SALT)


@lru_cache(4096)
def _packed(key: str, secret: str) -> bytes:
    return _serializer(key).dump_payload(secret)
