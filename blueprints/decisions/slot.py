"""Where an answer is given: for whom, to exactly which things, behind which deliberate act."""
from typing import NamedTuple

from flask import url_for

from blueprints.decisions.showing import Shown
from blueprints.support.deliberate import riddle
from portal.decisions.approval import Approval
from portal.people.deliberate import Riddle


class Slot(NamedTuple):
    action: str
    title: str
    #: The SHA-256 of each thing on the screen, in their order.
    seen: list[str]
    riddle: Riddle
    typed_name: bool
    for_whom: str | None
    #: Whether it is a change that a yes carries out.
    accepts: bool = False
    undecided: bool = False
    trouble: str | None = None


def slot_of(approval: Approval, things: list[Shown], *, for_whom: str | None, undecided: bool = False,
            trouble: str | None = None) -> Slot:
    action = url_for("answers.create", project_id=approval.project_id, entry_id=approval.id)
    return Slot(action, approval.title, [each.sha for each in things], riddle("approval", approval.id), approval.typed_name,
                for_whom, any(each.moves for each in things), undecided, trouble)
