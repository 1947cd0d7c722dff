"""Forms prove that they come from our own pages: a token bound to the session, hidden in each of them."""
from functools import lru_cache

from flask import Flask, current_app, g, session
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

from blueprints.support.holes import own
from blueprints.support.noted import asked, here, noted

#: What Flask-WTF signs its tokens for.
SALT = "wtf-csrf-token"
#: So many pairs of a secret and a token are remembered as good.
MOST = 4096


class Guard(CSRFProtect):
    """Flask-WTF's guard. A token that was good for a secret is good for it ever after: it is not reckoned out again."""

    def __init__(self):
        super().__init__()
        self._good: set[tuple[str, str, str]] = set()

    def protect(self, *how, **more) -> None:
        app, request = current_app._get_current_object(), asked()
        if request.method not in app.config["WTF_CSRF_METHODS"]:
            return
        shown = app.secret_key, session.get("csrf_token"), request.form.get("csrf_token")
        if shown in self._good:
            g.csrf_valid = True
            return
        super().protect(*how, **more)
        if g.get("csrf_valid") and all(shown):
            if len(self._good) >= MOST:
                self._good.clear()
            self._good.add(shown)


guard = Guard()


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
    kept = noted()
    if "csrf_token" not in kept:
        secret = session.get("csrf_token")
        if secret is None:
            return generate_csrf()
        key = here().secret_key
        kept.csrf_token = _signer(key).sign(_packed(key, secret)).decode()
    return kept.csrf_token


@lru_cache(8)
def _serializer(key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(key, salt=SALT)


@lru_cache(8)
def _signer(key: str) -> TimestampSigner:
    return _serializer(key).make_signer(SALT)


@lru_cache(4096)
def _packed(key: str, secret: str) -> bytes:
    return _serializer(key).dump_payload(secret)
