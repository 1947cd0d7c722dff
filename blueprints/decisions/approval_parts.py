"""Parts of pages that show a question, for those that are open while it changes: all of it, and its card."""
from uuid import UUID

from flask import Blueprint, redirect, url_for

from blueprints.decisions.answering import again
from blueprints.decisions.finding import approval_or_404
from blueprints.support.render import wants_fragment

bp = Blueprint("approval_parts", __name__, url_prefix="/projects/<uuid:project_id>/decisions/<uuid:entry_id>")


@bp.get("/head")
def head(project_id: UUID, entry_id: UUID):
    return _shaped(project_id, entry_id, "head")


@bp.get("/card")
def card(project_id: UUID, entry_id: UUID):
    return _shaped(project_id, entry_id, "card")


def _shaped(project_id: UUID, entry_id: UUID, shape: str):
    approval, standing = approval_or_404(project_id, entry_id)
    if not wants_fragment():
        return redirect(url_for("approvals.show", project_id=project_id, entry_id=entry_id))
    return again(approval, standing, shape)
