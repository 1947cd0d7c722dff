"""Whose address a request has, behind the proxies the operator named and no others."""
from ipaddress import ip_address

from flask import Flask


def install(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.wsgi_app = Proxies(app.wsgi_app, settings.trusted_proxies, settings.base_url.partition(":")[0])


class Proxies:
    """Reads ``X-Forwarded-For`` from its end, as far as trusted proxies wrote it.

    The scheme is that of BASE_URL: nobody can talk us into another one.
    """

    def __init__(self, inner, trusted: tuple, scheme: str):
        self._inner, self._trusted, self._scheme = inner, trusted, scheme

    def __call__(self, environ, start_response):
        environ["wsgi.url_scheme"] = self._scheme
        forwarded = environ.pop("HTTP_X_FORWARDED_FOR", "")
        if forwarded and self._trusted:
            environ["REMOTE_ADDR"] = self._origin(environ.get("REMOTE_ADDR", ""), forwarded)
        return self._inner(environ, start_response)

    def _origin(self, nearest: str, forwarded: str) -> str:
        chain = [part.strip() for part in forwarded.split(",")]
        while chain and self._trusts(nearest):
            farther = chain.pop()
            if _address(farther) is None:
                break
            nearest = farther
        return nearest

    def _trusts(self, text: str) -> bool:
        known = _address(text)
        return known is not None and any(known in network for network in self._trusted)


def _address(text: str):
    """The address a text is, or None; one of IPv4 also where a socket for both kinds writes it as one of IPv6."""
    try:
        known = ip_address(text)
    except ValueError:
        return None
    return getattr(known, "ipv4_mapped", None) or known
