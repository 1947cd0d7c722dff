"""Places in lists that count everybody's rows: told to a reader sealed, or they would say how much happens elsewhere."""
from flask import current_app

from blueprints.support.door import viewer
from portal.live.cursor import Cursors, Position


def sealed(place: int, beside: int = 0) -> str:
    """A place (and a number within it) in words that open for this reader only."""
    return _cursors().seal(viewer().user_id, Position(place, beside))


def opened(text: str | None) -> int | None:
    """The place that a text names; None where it names none of this reader's."""
    found = opened_both(text)
    return found[0] if found else None


def opened_both(text: str | None) -> tuple[int, int] | None:
    """The place that a text names, and the number within it."""
    found = _cursors().open(viewer().user_id, text)
    return tuple(found[0]) if found else None


def _cursors() -> Cursors:
    return Cursors(current_app.config["SETTINGS"].secret_key)
