"""How much there is for somebody, as the one number on an icon."""
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from portal.inbox.groups import unread_marks
from portal.inbox.needs import needs_in_order
from portal.projects.viewer import Viewer


def badge_of(viewer: Viewer) -> int:
    """What is to be done by them and what is new, once where it is both. A few statements."""
    return together(needs_in_order(viewer), unread_marks(viewer))


def together(moves: Collection[UUID], told: Collection[tuple[UUID, datetime]]) -> int:
    return len({*moves, *(key for key, _at in told)})
