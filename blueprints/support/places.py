"""Places in lists that count everybody's rows: told to a reader sealed, or they would say how much happens elsewhere."""
from flask import current_app

from blueprints.support.door import viewer
from portal.live.cursor import Cursors, Position


def sealed(place: int) -> str:
    """A place in words that open for this reader only."""
    return _cursors().seal(viewer().user_id, Position(place, 0))


def opened(text: str | None) -> int | None:
    """The place that a text names; None where it names none of this reader's."""
    found = _cursors().open(viewer().user_id, text)
    return found[0].event if found else None


def _cursors() -> Cursors:
    return Cursors(current_app.config["SETTINGS"].secret_key)
