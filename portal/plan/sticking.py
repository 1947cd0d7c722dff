"""Saying that an item is stuck and why, and that it goes on."""
from portal.base.clock import now
from portal.entries.telling import tell
from portal.plan.item import WorkItem


class AlreadyDone(Exception):
    """What is done is not stuck."""


def report_stuck(*, item: WorkItem, by, reason: str) -> bool:
    """Mark an item stuck. With the same reason again nothing happens; another reason replaces it. Raises AlreadyDone."""
    if item.is_done:
        raise AlreadyDone(item.id)
    if item.is_stuck and item.stuck_reason == reason:
        return False
    old, item.stuck_reason = item.stuck_reason, reason
    item.stuck_at = item.stuck_at or now()
    tell(item, actor_id=by.id, verb="stuck", field="stuck", old=old, new=reason)
    return True


def clear_stuck(*, item: WorkItem, by) -> bool:
    """Say that it goes on. Not stuck, nothing happens."""
    if not item.is_stuck:
        return False
    old, item.stuck_reason, item.stuck_at = item.stuck_reason, None, None
    tell(item, actor_id=by.id, verb="unstuck", field="stuck", old=old, new=None)
    return True
