"""A change that the client raised as a card among what needs the team: worked out on its page, asked or declined over it."""
from typing import NamedTuple
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from blueprints.changes.words import change_state
from blueprints.plan.words import turn_word
from blueprints.support.language import sentence as _
from blueprints.support.skeletons import filled
from portal.changes.access import may_ask_for_it
from portal.changes.change_request import ChangeRequest
from portal.changes.waiting import raised, turn_of_change
from portal.people.membership import Membership
from portal.plan.turn import Turn
from portal.projects.standing import Standing


class Card(NamedTuple):
    """What the card of a change request shows of it."""

    turn: str
    icon: str
    #: Whether something is to be done: worked out; once it is, the client asked. Managers may decline it.
    acts: bool
    worked_out: bool
    manages: bool
    word: str
    id: UUID
    here: str
    title: str
    place: str
    by: str
    asks: str


CARD = Card._fields[5:]


def drawn_raised_card(change: ChangeRequest, turn: Turn, seat: Membership, may_act: bool) -> Markup:
    """What the client raised, for somebody of the team whose move it is."""
    return _drawn(change, (turn.kind, turn.icon, turn_word(turn)), may_act and turn.is_yours, seat.may("manager"))


def drawn_card(change: ChangeRequest, standing: Standing) -> Markup:
    """A change request's card as it is by now, whosever move it is. One statement."""
    change = raised(standing.viewer, [change.id]).get(change.id, change)
    turn = turn_of_change(change, standing.seat)
    if turn is None:
        badge = change_state(change.state, standing)
        return _drawn(change, (badge["kind"], badge["icon"], badge["word"]), False, False)
    return _drawn(change, (turn.kind, turn.icon, turn_word(turn)), turn.is_yours and standing.may(),
                  may_ask_for_it(standing, change))


def _drawn(change: ChangeRequest, stand: tuple[str, str, str], acts: bool, manages: bool) -> Markup:
    kind, icon, word = stand
    client = change.project.client.name
    return filled("changes/_raised_card.html", "raised_card", Card(
        kind, icon, acts, change.is_worked_out, manages, word, change.id,
        url_for("change_requests.show", project_id=change.project_id, entry_id=change.id), change.title, change.project.name,
        _("Proposed by %(side)s", side=client if change.side == "client" else change.project.workspace.name),
        _("Ask %(client)s to accept", client=client)), CARD)
