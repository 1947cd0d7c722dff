"""Parts of pages that show a question: all of it and its card, as they are by now; where it is answered; what is around it."""
from uuid import UUID

from flask import Blueprint, redirect, url_for

from blueprints.decisions.answering import shown
from blueprints.decisions.finding import approval_or_404
from blueprints.decisions.page import page_context
from blueprints.support.render import render, wants_fragment
from portal.decisions.listing import open_ids

bp = Blueprint("approval_parts", __name__, url_prefix="/projects/<uuid:project_id>/decisions/<uuid:entry_id>")


@bp.get("/head")
def head(project_id: UUID, entry_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    return shown(approval, standing, "head") if wants_fragment() else _page(approval)


@bp.get("/card")
def card(project_id: UUID, entry_id: UUID):
    approval, standing = approval_or_404(project_id, entry_id)
    return shown(approval, standing, "card") if wants_fragment() else _page(approval)


@bp.get("/decide")
def decide(project_id: UUID, entry_id: UUID):
    """All that is asked about and the answer, over the page on which somebody saw that they are asked."""
    approval, standing = approval_or_404(project_id, entry_id)
    if not wants_fragment():
        return _page(approval)
    return render("decisions/decide.htmx.html", **page_context(approval, standing))


@bp.get("/around")
def around(project_id: UUID, entry_id: UUID):
    """The question before this one and the one after it, as the list has them: first what awaits its reader."""
    approval, standing = approval_or_404(project_id, entry_id)
    if not wants_fragment():
        return _page(approval)
    ids = open_ids(standing)
    at = ids.index(approval.id) if approval.id in ids else None
    near = (None, None) if at is None else (ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None)
    before, after = (url_for("approvals.show", project_id=project_id, entry_id=id) if id else None for id in near)
    return render("decisions/around.htmx.html", before=before, after=after, at=(at or 0) + 1,
                  count=0 if at is None else len(ids))


def _page(approval):
    return redirect(url_for("approvals.show", project_id=approval.project_id, entry_id=approval.id))
