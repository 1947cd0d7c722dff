"""Whose move something is for a membership, whatever kind of thing it is."""
from portal.changes.waiting import turn_of_change
from portal.people.membership import Membership
from portal.plan.turn import Turn, reader_from, turn_of


def turn_at(entry, seat: Membership) -> Turn | None:
    """The turn of an item, an approval or a change request with its rooms, for who reads by this seat; None: nobody's."""
    return turn_of_change(entry, seat) if entry.kind == "change_request" else turn_of(entry, reader_from(seat, entry.project))
