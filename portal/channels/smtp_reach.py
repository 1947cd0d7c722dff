"""Whether a mail server can be reached and takes our name and password; nothing is sent."""
import smtplib
import ssl
from urllib.parse import unquote, urlsplit


def reach_smtp(url: str, *, timeout: float = 5) -> str | None:
    """None when the server of ``smtp[s|+starttls]://user:password@host:port`` lets us in, else what went wrong."""
    parts = urlsplit(url)
    try:
        with _connected(parts, timeout) as server:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.noop()
    except smtplib.SMTPAuthenticationError:
        return "it refuses the user name or password"
    except (OSError, smtplib.SMTPException) as error:
        return str(error) or type(error).__name__
    return None


def _connected(parts, timeout: float) -> smtplib.SMTP:
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=timeout, context=ssl.create_default_context())
    return smtplib.SMTP(parts.hostname, parts.port or (587 if parts.scheme == "smtp+starttls" else 25), timeout=timeout)
