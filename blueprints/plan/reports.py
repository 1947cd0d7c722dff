"""What every report on an item shares: found, allowed, and answered by the part of the page that asked."""
from uuid import UUID

from flask import abort, request, url_for
from flask_babel import gettext as _

from blueprints.plan.finding import item_or_404
from blueprints.support.acts import abort_unless, answer, commit
from blueprints.support.asking import wants_json
from blueprints.support.conflicts import plain
from blueprints.support.errors import sorry
from portal.plan.access import may_hear_it_is_over, may_plan, may_report
from portal.plan.item import WorkItem
from portal.plan.promising import moves_among, promises_of
from portal.plan.turn import reader_of, turn_of

#: The parts of pages that reports are made from.
SHAPES = {"head", "card"}


def reportable(project_id: UUID, item_id: UUID):
    """An item the viewer may report on, with their standing there."""
    item, standing = perhaps_over(project_id, item_id)
    only_own(standing, item)
    return item, standing


def perhaps_over(project_id: UUID, item_id: UUID):
    """An item the viewer may report on, or might have before it was done or put away: ask ``only_own`` before a change."""
    item, standing = item_or_404(project_id, item_id)
    if not may_hear_it_is_over(standing, item):
        only_own(standing, item)
    return item, standing


def only_own(standing, item) -> None:
    """Nobody reports on what is the other side's: 403, in words of its own where a role would do."""
    abort_unless(standing.may(contact="contributor"))
    if not may_report(standing, item):
        abort(sorry(403, _("This is with the other side"), _("Write in its discussion what you want to say."), "not_yours"))


def reported(item: WorkItem, *, changed: bool, status: int = 200):
    """Commit, and answer with the head or the card of the item as it is now; from a card, people stay where they were.

    Where nothing ``changed`` somebody had said the same before: that is told, and remembered with the act; ``now`` is what
    later reports of the same device are taken to have been shown.
    """
    ids = item.project_id, item.id
    shape = shape_asked()
    commit("/" if shape == "card" else url_for("items.show", project_id=ids[0], item_id=ids[1]), changed=changed,
           now={"state": item.state, "percent": plain(item.percent)})
    if wants_json():
        return answer()
    item, standing = item_or_404(*ids)
    return answer("plan/reported.htmx.html", status=status, **head_context(item, standing), shape=shape)


def head_context(item: WorkItem, standing) -> dict:
    """What the head and the card of an item show."""
    return {"item": item, "project": item.project, "standing": standing, "turn": turn_of(item, reader_of(standing)),
            "may_report": may_report(standing, item), "may_plan": may_plan(standing),
            "moves": moves_among(promises_of(item, side=standing.side))}


def shape_asked() -> str:
    shape = request.form.get("shape", "head")
    return shape if shape in SHAPES else "head"
