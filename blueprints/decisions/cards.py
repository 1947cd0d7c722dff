"""A question as a card among what needs its reader: answered in a sheet over it, which shows all of it."""
from datetime import date
from typing import NamedTuple
from uuid import UUID

from markupsafe import Markup

from blueprints.decisions.page import here_of, stand_of
from blueprints.decisions.showing import Stand, how_it_stands
from blueprints.support.skeletons import filled
from blueprints.support.standing_parts import dated
from portal.decisions.approval import Approval
from portal.decisions.whole import whole_of
from portal.people.membership import Membership
from portal.plan.turn import reader_from
from portal.projects.standing import Standing


class Card(NamedTuple):
    """What the card of a question shows of it."""

    turn: str
    icon: str
    decides: bool
    word: str
    id: UUID
    here: str
    title: str
    place: str
    until: Markup | None


CARD = Card._fields[3:]


def drawn_asked_card(approval: Approval, seat: Membership, may_act: bool) -> Markup:
    """A question that awaits the answer of this membership, or of whom it stands in for."""
    return _drawn(approval, how_it_stands(approval, reader_from(seat, approval.project)), may_act)


def drawn_card(approval: Approval, standing: Standing) -> Markup:
    """A question's card as it is by now, whosever answer it awaits. Three statements."""
    whole = whole_of(approval, standing)
    place = whole.place_of(standing)
    return _drawn(approval, stand_of(whole, standing, place), place is not None)


def _drawn(approval: Approval, stand: Stand, decides: bool) -> Markup:
    until: date | None = approval.promised if approval.is_open else None
    return filled("decisions/_approval_card.html", "approval_card", Card(
        stand.turn, stand.icon, decides, stand.word, approval.id, here_of(approval), approval.title, approval.project.name,
        dated(until) if until else None), CARD)
