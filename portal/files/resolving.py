"""Whether what a pin says is settled."""
from portal.base.clock import now
from portal.entries.entry import Entry
from portal.entries.telling import tell
from portal.files.pin import Pin
from portal.projects.standing import Standing


def resolve(pin: Pin, document: Entry, by: Standing) -> bool:
    """Say that it is settled: it no longer shows on later versions. Twice: once. Returns whether anything changed."""
    if pin.is_resolved:
        return False
    pin.resolved_at, pin.resolved_by_id = now(), by.viewer.user_id
    _tell(pin, document, by, "pin_resolved")
    return True


def reopen(pin: Pin, document: Entry, by: Standing) -> bool:
    """Say that it is not settled after all. Twice: once."""
    if not pin.is_resolved:
        return False
    pin.resolved_at = pin.resolved_by_id = None
    _tell(pin, document, by, "pin_reopened")
    return True


def _tell(pin: Pin, document: Entry, by: Standing, verb: str) -> None:
    tell(document, actor_id=by.viewer.user_id, verb=verb, internal=not pin.is_shared)
