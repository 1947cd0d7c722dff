"""Which pushes there are: ``@push("kind")`` marks the function that says what one tells."""
from collections.abc import Callable

from portal.inbox.owed import Notice
from portal.jobs.claiming import Owed
from portal.jobs.pushes.ground import Ground, Reader
from portal.jobs.pushes.saying import Saying

#: What one push tells its reader, of the notices it carries; None where nothing is left to tell.
Composer = Callable[[Owed, list[Notice], Reader, Ground], Saying | None]

PUSHES: dict[str, Composer] = {}


def push(*kinds: str) -> Callable[[Composer], Composer]:
    """Mark the composer of these kinds of delivery."""
    def known(composer: Composer) -> Composer:
        PUSHES.update(dict.fromkeys(kinds, composer))
        return composer
    return known
