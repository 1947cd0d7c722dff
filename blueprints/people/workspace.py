"""A workspace's own settings."""
from uuid import UUID

from flask import Blueprint, request, url_for

from blueprints.branding.logos_in_forms import put_logo, take_logo
from blueprints.people.forms import WorkspaceForm, keep_host
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from portal.files.quota import room_taken
from portal.people.access import may_administer, may_own
from portal.people.settings import FIELDS, change_workspace, close_workspace

bp = Blueprint("workspace", __name__, url_prefix="/w/<uuid:workspace_id>")


@bp.get("/settings")
def edit(workspace_id: UUID):
    workspace = _administered(workspace_id)
    return _page(workspace, WorkspaceForm(obj=workspace))


@bp.put("/settings")
@act("workspace.update")
def update(workspace_id: UUID):
    workspace, form = _administered(workspace_id), WorkspaceForm()
    if not form.validate_on_submit() or not take_logo(form):
        return _page(workspace, form, status=422)
    differing = differences(workspace, *FIELDS, "host")
    if differing:
        return _page(workspace, form, status=409, differing=differing)
    if not keep_host(form, workspace, viewer().user):
        return _page(workspace, form, status=422)
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
        return _page(workspace, WorkspaceForm(formdata=None, obj=workspace), status=422, name_wrong=True)
    close_workspace(workspace=workspace, by=viewer().user)
    commit(url_for("home.show"))
    return answer()


def _page(workspace, form: WorkspaceForm, *, status: int = 200, differing=None, **more):
    taken = room_taken(workspace.id)
    return render("people/workspace.html", status=status, workspace=workspace, form=form, differing=differing or {}, taken=taken,
                  percent=min(100, -(-100 * taken // max(1, workspace.file_quota))), **more)


def _administered(workspace_id: UUID):
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_administer(seat))
    return seat.workspace
