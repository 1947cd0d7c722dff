"""Names of hosts of their own: what may be one, and where it is reached."""
import re
from urllib.parse import urlsplit

from portal.base.setting_kinds import is_loopback

LONGEST = 253
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
#: Names that browsers lead to the machine they run on (RFC 6761, 6.3): of use where the portal does, too.
LOCAL = ".localhost"


class HostRefused(ValueError):
    """It cannot be a host of somebody's own; code: ``shape``, ``own`` (the portal's), ``local``, ``not_local``."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def host_name(text: str, base_url: str) -> str | None:
    """The name as it is kept, in small letters and as DNS writes it; None for nothing. Raises HostRefused.

    A portal that is reached on its own machine only has names of that machine only: plain http anywhere else has no
    secure cookies.
    """
    name = _plain(text)
    if not name:
        return None
    labels, own = name.split("."), urlsplit(base_url).hostname or ""
    if len(labels) < 2 or len(name) > LONGEST or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise HostRefused("shape")
    if name == own:
        raise HostRefused("own")
    if name.endswith(LOCAL) != is_loopback(own):
        raise HostRefused("not_local" if name.endswith(LOCAL) else "local")
    return name


def origin_at(base_url: str, host: str | None) -> str:
    """Where a host is reached: by the scheme and port of the portal's own address, which is meant by None."""
    if not host:
        return base_url
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{host}:{parts.port}" if parts.port else f"{parts.scheme}://{host}"


def _plain(text: str) -> str:
    """Without what people paste along with a name."""
    text = text.strip().lower()
    text = text.partition("://")[2] or text
    text = text.rstrip("/.")
    try:
        return text if text.isascii() else text.encode("idna").decode("ascii")
    except UnicodeError:
        raise HostRefused("shape") from None
