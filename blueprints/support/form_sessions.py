"""The forms' own cookie: what a browser sends with every request is checked once, then known for a while."""
from copy import deepcopy
from functools import lru_cache
from time import time

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature

from blueprints.support.varying import varies

#: For so many seconds a cookie that was right stays right without being looked at again.
KNOWN = 300


class FormSessions(SecureCookieSessionInterface):
    """Flask's signed cookie, as it is."""

    def __init__(self, app: Flask):
        self._signer = self.get_signing_serializer(app)
        self._lasts = int(app.permanent_session_lifetime.total_seconds())
        self._known = lru_cache(4096)(self._read)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """What the cookie says; a wrong or old one says nothing."""
        cookie = request.cookies.get(self.get_cookie_name(app))
        if not cookie:
            return self.session_class()
        try:
            said = self._known(cookie, int(time() // KNOWN))
        except BadSignature:
            return self.session_class()
        # A text stays what it is; a list might be added to.
        return self.session_class(said if all(type(value) is str for value in said.values()) else deepcopy(said))

    def save_session(self, app: Flask, session: SecureCookieSession, response: Response) -> None:
        """Set the cookie where something was put into it."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            varies(response, "Cookie")

    def _read(self, cookie: str, _moment: int) -> dict:
        return self._signer.loads(cookie, max_age=self._lasts)


def install(app: Flask) -> None:
    app.session_interface = FormSessions(app)
