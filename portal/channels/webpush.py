"""Sending one push: encrypted for its browser (RFC 8291), signed by us (RFC 8292), handed to its push service (RFC 8030)."""
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from http.client import HTTPException, HTTPResponse

from portal.base.clock import now
from portal.base.config import Settings
from portal.base.push_endpoints import Endpoint, endpoint_of
from portal.channels.public_addresses import NotPublic
from portal.channels.push_connections import Connections

#: A push service takes 4,096 bytes, of which the encryption needs 103.
MOST = 3_993
#: How long a push service keeps what a browser cannot be given, in seconds: its default is not at all.
TTL = 3 * 86_400
#: A signature is good for a day at most; ours for half of one, and each is used for an hour.
SIGNED_FOR, SIGNED_ANEW = 12 * 3600, 3600
LONGEST_WAIT = 86_400


@dataclass(frozen=True, kw_only=True)
class Push:
    """What one browser is to be told, and where."""

    endpoint: str
    p256dh: str
    auth: str
    payload: bytes
    #: Of what waits at the push service under one topic only the newest is kept: up to 32 characters of base64url.
    topic: str | None = None
    #: very-low, low, normal, high: when a phone that saves its battery is woken.
    urgency: str = "normal"
    ttl: int = TTL


class PushRefused(Exception):
    """This push will never be taken."""


class PushGone(PushRefused):
    """Nor will any other: the browser has no such subscription any more."""


class PushUnsigned(PushRefused):
    """Our signature is not believed: the browser is not to blame."""


class PushDelayed(Exception):
    """Not now: no answer, or one that asks to come back, perhaps after so many seconds."""

    def __init__(self, trouble: str, retry_after: float | None = None):
        super().__init__(trouble)
        self.retry_after = retry_after


class PushPost:
    """Hands pushes to push services; several threads may send at once, and connections are kept for the next one."""

    def __init__(self, settings: Settings, *, patience: float = 10):
        self._settings = settings
        self._connections = Connections(settings, patience)

    def send(self, push: Push) -> None:
        """Hand over one push. Raises PushGone, PushRefused and PushDelayed."""
        where = endpoint_of(push.endpoint, self._settings)
        if where is None:
            raise PushRefused("the address is not that of a push service")
        if len(push.payload) > MOST:
            raise PushRefused(f"{len(push.payload)} bytes are more than {MOST}")
        _judge(*self._answer(where, push))

    def rest(self) -> None:
        """Close what is open: nothing more is due."""
        self._connections.close()

    def _answer(self, where: Endpoint, push: Push) -> tuple[HTTPResponse, str]:
        headers = {
            "Authorization": self._signature(where.origin), "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream", "TTL": str(push.ttl), "Urgency": push.urgency,
        }
        if push.topic:
            headers["Topic"] = push.topic
        try:
            return self._connections.post(where, _encrypted(push), headers)
        except NotPublic as error:
            raise PushRefused(str(error)) from error
        except (OSError, HTTPException) as error:
            raise PushDelayed(f"no answer: {error or type(error).__name__}") from error

    def _signature(self, audience: str) -> str:
        settings = self._settings
        return _signed(settings.vapid_private_key, settings.vapid_subject, audience, int(now().timestamp()) // SIGNED_ANEW)


@lru_cache(4)
def push_post_of(settings: Settings) -> PushPost:
    """The one of this process."""
    return PushPost(settings)


def _encrypted(push: Push) -> bytes:
    # Imported when the first push is sent: a process that sends none never pays for it.
    from pywebpush import WebPusher, WebPushException

    try:
        keys = {"p256dh": push.p256dh, "auth": push.auth}
        return WebPusher({"endpoint": push.endpoint, "keys": keys}).encode(push.payload)["body"]
    except (ValueError, WebPushException) as error:
        raise PushGone(f"no key of a browser: {error}") from error


@lru_cache(64)
def _signed(private_key: str, subject: str, audience: str, hour: int) -> str:
    from py_vapid import Vapid02

    # A fresh dictionary each time: libraries write into it.
    claims = {"aud": audience, "sub": subject, "exp": hour * SIGNED_ANEW + SIGNED_FOR}
    return Vapid02.from_raw(private_key.encode()).sign(claims)["Authorization"]


def _judge(answer: HTTPResponse, said: str) -> None:
    """What became of it. A redirect is no answer: it could lead anywhere."""
    status, told = answer.status, f"{answer.status} {said}".strip()
    if 200 <= status < 300:
        return
    if status in (404, 410):
        raise PushGone(told)
    # 406: so one of them says that it is too much at once.
    if status in (406, 408, 425, 429) or status >= 500:
        raise PushDelayed(told, _seconds(answer.headers.get("Retry-After")))
    raise (PushUnsigned if status in (401, 403) else PushRefused)(told)


def _seconds(text: str | None) -> float | None:
    """Retry-After as seconds from now, at most a day."""
    if not text:
        return None
    try:
        seconds = float(text) if text.strip().isdigit() else parsedate_to_datetime(text).timestamp() - time.time()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0), LONGEST_WAIT)
