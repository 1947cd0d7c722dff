"""Parts of pages that show an item, for those that are open while it changes: its head, its card, its row."""
from uuid import UUID

from flask import Blueprint, redirect, request, url_for

from blueprints.plan.finding import item_or_404
from blueprints.plan.lines import lines_of
from blueprints.plan.plans import scale_shown
from blueprints.plan.reports import head_context
from blueprints.support.door import viewer
from blueprints.support.render import render, wants_fragment
from portal.plan.rows import row_beside
from portal.plan.turn import reader_of

bp = Blueprint("item_parts", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>")


@bp.get("/head")
def head(project_id: UUID, item_id: UUID):
    return _shaped(project_id, item_id, "head")


@bp.get("/card")
def card(project_id: UUID, item_id: UUID):
    return _shaped(project_id, item_id, "card")


@bp.get("/row")
def row(project_id: UUID, item_id: UUID):
    """A row as the list around it shows its rows, which the address says."""
    item, standing = item_or_404(project_id, item_id)
    if not wants_fragment():
        return _page(project_id, item_id)
    asked, scale = request.args, scale_shown()
    found = row_beside(viewer(), item)
    # Below an item, depth is counted from there
    found.depth = max(0, found.depth - asked.get("under", 0, int))
    lines = lines_of([found], reader_of(standing), scale)
    return render("plan/row.htmx.html", lines=lines, staff=standing.is_staff, select="select" in asked and standing.is_staff,
                  flat="flat" in asked, timed=scale is not None)


def _shaped(project_id: UUID, item_id: UUID, shape: str):
    item, standing = item_or_404(project_id, item_id)
    if not wants_fragment():
        return _page(project_id, item_id)
    return render("plan/reported.htmx.html", **head_context(item, standing), shape=shape)


def _page(project_id: UUID, item_id: UUID):
    return redirect(url_for("items.show", project_id=project_id, item_id=item_id))
