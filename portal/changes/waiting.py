"""What the client raised and the team has not answered: for Needs you, for turns and for lists."""
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, literal_column

from portal.base.prepared import prepared
from portal.changes.change_request import ChangeRequest
from portal.changes.effect import Effect
from portal.entries.visible import in_their_rooms
from portal.people.membership import Membership
from portal.plan.turn import Turn, reader_from, turn_of
from portal.projects.viewer import Viewer


def is_worked_out(entry):
    """Whether a change request says already what it would do, as a condition."""
    return exists().where(Effect.change_request_id == entry.id).correlate_except(Effect)


def awaits_the_team(entry):
    """What the client raised and nobody answered, as a condition: in words that its small index knows."""
    return (entry.kind == literal_column("'change_request'")) & (entry.move == "staff")


def raised(viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, ChangeRequest]:
    """Those of these change requests that the viewer may see, with their rooms. One statement; none without ids."""
    found = {}
    for row in _raised(viewer, list(ids)) if ids else ():
        found[row[0].id] = row[0]
        row[0].is_worked_out = bool(row.worked_out)
    return found


def turn_of_change(change: ChangeRequest, seat: Membership) -> Turn | None:
    """Whose move a change request that was read here is; None where it is a question's by now, or over.

    Who may only work it out has nothing more to do once it says what it would do.
    """
    if change.move is None:
        return None
    turn = turn_of(change, reader_from(seat, change.project))
    if turn.is_yours and change.is_worked_out and not seat.may("manager"):
        return turn._replace(kind="theirs", whose="theirs", who=(change.project.workspace.name,))
    return turn


@prepared
def _raised(viewer, ids):
    return (in_their_rooms(viewer, ChangeRequest).add_columns(is_worked_out(ChangeRequest).label("worked_out"))
            .where(ChangeRequest.id.in_(ids)))
