"""A workspace's own settings."""
from uuid import UUID

from flask import Blueprint, request, url_for

from blueprints.branding.logos_in_forms import put_logo, take_logo
from blueprints.people.forms import WorkspaceForm
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from portal.people.access import may_administer, may_own
from portal.people.settings import FIELDS, change_workspace, close_workspace

bp = Blueprint("workspace", __name__, url_prefix="/w/<uuid:workspace_id>")


@bp.get("/settings")
def edit(workspace_id: UUID):
    workspace = _administered(workspace_id)
    return render("people/workspace.html", workspace=workspace, form=WorkspaceForm(obj=workspace), differing={})


@bp.put("/settings")
@act("workspace.update")
def update(workspace_id: UUID):
    workspace, form = _administered(workspace_id), WorkspaceForm()
    if not form.validate_on_submit() or not take_logo(form):
        return render("people/workspace.html", status=422, workspace=workspace, form=form, differing={})
    differing = differences(workspace, *FIELDS)
    if differing:
        return render("people/workspace.html", status=409, workspace=workspace, form=form, differing=differing)
    change_workspace(workspace=workspace, by=viewer().user, **form.values(*FIELDS))
    put_logo(form, workspace)
    commit(url_for("workspace.edit", workspace_id=workspace_id))
    return answer()


@bp.delete("")
@act("workspace.close")
def destroy(workspace_id: UUID):
    workspace = _administered(workspace_id)
    abort_unless(may_own(viewer().staff_seat(workspace_id)))
    if request.form.get("confirmed_name", "").strip() != workspace.name:
        return render("people/workspace.html", status=422, workspace=workspace, form=WorkspaceForm(formdata=None, obj=workspace),
                      differing={}, name_wrong=True)
    close_workspace(workspace=workspace, by=viewer().user)
    commit(url_for("home.show"))
    return answer()


def _administered(workspace_id: UUID):
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_administer(seat))
    return seat.workspace
