"""Where a push may go: to push services we know, never wherever a browser says (server-side request forgery, OWASP A10)."""
import re
from typing import NamedTuple

from portal.base.config import Settings

#: Of Chrome and its kin, Firefox, Edge on Windows, Safari: these hosts, and those below them.
SERVICES = ("fcm.googleapis.com", "push.services.mozilla.com", "notify.windows.com", "push.apple.com")
LONGEST = 1000

_ENDPOINT = re.compile(r"(https?)://([a-z0-9.-]{1,253})(?::(\d{1,5}))?(/[!-\"$-\[\]-~]*)")


class Endpoint(NamedTuple):
    secure: bool
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """As a push service calls itself in what we sign."""
        usual = 443 if self.secure else 80
        return f"http{'s' if self.secure else ''}://{self.host}" + ("" if self.port == usual else f":{self.port}")


def endpoint_of(text: str, settings: Settings) -> Endpoint | None:
    """The parts of an address that a push may be sent to; None for any other."""
    match = _ENDPOINT.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    scheme, host, port, path = match.groups()
    found = Endpoint(scheme == "https", host, int(port or (443 if scheme == "https" else 80)), path)
    if found.origin == receiver_of_tests(settings):
        return found
    return found if found.secure and found.port == 443 and is_push_service(host, settings.push_hosts) else None


def is_push_service(host: str, more: tuple[str, ...] = ()) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in SERVICES + more)


def receiver_of_tests(settings: Settings) -> str | None:
    """The origin of a receiver on this machine, in tests only: no setting of an operator leads there."""
    return settings.push_receiver if settings.testing else None
