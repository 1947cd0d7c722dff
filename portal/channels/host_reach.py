"""Whether a portal answers under a name, as a browser would ask: through DNS, the proxy and its certificate."""
import json
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

#: Seconds.
PATIENCE = 5
#: What a portal says of itself is shorter.
MOST = 200


def reach_host(origin: str) -> str | None:
    """What keeps people from reaching a portal at this origin, or None where one answers. Follows nothing, sends nothing."""
    parts = urlsplit(origin)
    open_one = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    line = open_one(parts.hostname, parts.port, timeout=PATIENCE)
    try:
        line.request("GET", "/healthz", headers={"Accept": "application/json"})
        answer = line.getresponse()
        return None if answer.status == 200 and _is_ours(answer.read(MOST)) else _told(answer.status)
    except ssl.SSLCertVerificationError as error:
        return f"its certificate is not good: {error.verify_message}"
    except (OSError, HTTPException) as error:
        return f"it cannot be reached: {getattr(error, 'strerror', None) or type(error).__name__}"
    finally:
        line.close()


def _is_ours(body: bytes) -> bool:
    try:
        return json.loads(body) == {"alive": True}
    except ValueError:
        return False


def _told(status: int) -> str:
    return "the request arrives, and the name it carries is not passed on (400)" if status == 400 else \
        f"something else answers there ({status})"
