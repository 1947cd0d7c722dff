"""The promise ledger of a project: planned against actual, and what moved, by whom and why."""
from datetime import UTC, datetime, timedelta
from uuid import UUID

from flask import Blueprint, request

from blueprints.support.door import viewer
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.places import opened_both, sealed
from blueprints.support.render import render
from portal.base.clock import today
from portal.base.ids import parse_id
from portal.budgets.ledger import SORTS, Place, causes_of, kept_in, moves_in
from portal.projects.standing import Standing
from portal.talk.people import names_for

bp = Blueprint("ledgers", __name__, url_prefix="/projects/<uuid:project_id>/ledger")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@bp.get("")
@kept
def show(project_id: UUID):
    standing = standing_or_404(project_or_404(project_id))
    facts = _moves(standing) if request.args.get("show") == "moves" else _kept(standing)
    return render("budgets/ledger.html", project=standing.project, standing=standing, **facts)


def _kept(standing: Standing) -> dict:
    items, more = kept_in(standing, after=parse_id(request.args.get("after")))
    return {"shows": "kept", "items": items, "more": more, "today": today(standing.project.workspace.time_zone)}


def _moves(standing: Standing) -> dict:
    lines, more = moves_in(standing, before=_place(request.args.get("before")))
    return {"shows": "moves", "lines": lines, "more": more and _told(more),
            "causes": causes_of(viewer(), {line.cause_id for line in lines}),
            "names": names_for(viewer(), standing.project, staff_here=standing.is_staff)}


def _told(place: Place) -> str:
    """A place in the ledger for this reader only: its number counts everybody's."""
    return sealed((place.at - EPOCH) // TICK * len(SORTS) + place.sort, place.number)


def _place(text: str | None) -> Place | None:
    found = opened_both(text)
    if found is None:
        return None
    ticks, sort = divmod(found[0], len(SORTS))
    return Place(EPOCH + ticks * TICK, sort, found[1])
