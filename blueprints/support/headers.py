"""What every response says to the browser, errors included: policy, privacy, caching; and to which host we answer."""
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response

from blueprints.support.holes import own
from blueprints.support.noted import here, noted
from portal.base.config import is_loopback


class Bracketed(str):
    """An IPv6 address among trusted hosts: werkzeug cuts each of them at its first colon, to be rid of a port."""

    def partition(self, separator: str) -> tuple[str, str, str]:
        return str(self), "", ""


LOOPBACK = ["localhost", "127.0.0.1", Bracketed("[::1]"), ".localhost"]
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types htmx default"
)


def install(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.config["TRUSTED_HOSTS"] = trusted_hosts(settings.base_url)
    app.config["OWN_NAMES"] = {urlsplit(settings.base_url).hostname, *LOOPBACK}
    app.config["HSTS"] = settings.base_url.startswith("https:")
    app.jinja_env.globals["csp_nonce"] = own("nonce", csp_nonce)
    app.after_request(dressed)


def trusted_hosts(base_url: str) -> list[str]:
    """The names under which requests are answered; any other gets 400."""
    host = urlsplit(base_url).hostname or ""
    if is_loopback(host):
        return LOOPBACK
    return [Bracketed(f"[{host}]") if ":" in host else host]


def csp_nonce() -> str:
    """This response's nonce, made when first asked for: some answers are made before any hook of ours runs."""
    kept = noted()
    if "csp_nonce" not in kept:
        kept.csp_nonce = secrets.token_urlsafe(16)
    return kept.csp_nonce


def dressed(response: Response) -> Response:
    """The response with every header that is missing; what a route said itself stands."""
    said = {name.lower() for name, _ in response.headers}
    for name, value in told(csp_nonce(), hsts=here().config["HSTS"]):
        if name.lower() not in said:
            response.headers.add(name, value)
    return response


def told(nonce: str, *, hsts: bool):
    """Each header that an answer carries, with its value; ``hsts`` at an address with https."""
    yield from FIXED.items()
    yield "Content-Security-Policy", POLICY.format(nonce=nonce)
    if hsts:
        yield "Strict-Transport-Security", "max-age=31536000"
