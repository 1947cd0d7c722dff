"""Updates on a project: the newest heads its page, all of them are its story."""
from uuid import UUID

from flask import Blueprint, abort, request, url_for

from blueprints.plan.forms import UpdateForm
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.door import viewer
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.reader import in_room
from blueprints.support.render import render
from blueprints.talk.threads import thread_context
from portal.base.clock import today
from portal.base.ids import parse_id
from portal.plan.access import may_write_update
from portal.plan.updates import find_update, post_update, told_of, updates_for

bp = Blueprint("updates", __name__, url_prefix="/projects/<uuid:project_id>/updates")

WINDOW = 20


@bp.get("")
@kept
def index(project_id: UUID):
    project = project_or_404(project_id)
    standing = standing_or_404(project)
    found = updates_for(viewer(), project, before=parse_id(request.args.get("before")), limit=WINDOW + 1)
    return render("plan/updates.html", project=project, standing=standing, updates=found[:WINDOW],
                  more=found[WINDOW - 1].id if len(found) > WINDOW else None,
                  may_update=may_write_update(standing, shared=False))


@bp.get("/new")
def new(project_id: UUID):
    project, standing = _writable(project_id)
    return _page(project, standing, UpdateForm(shared=may_write_update(standing, shared=True)))


@bp.post("")
@act("update.post")
def create(project_id: UUID):
    project, standing = _writable(project_id)
    form = UpdateForm()
    if not form.validate_on_submit():
        return _page(project, standing, form, status=422)
    abort_unless(may_write_update(standing, shared=form.shared.data))
    update = post_update(project=project, by=viewer().user, update_id=act_id(), day=today(project.workspace.time_zone),
                         **form.values("health", "reason", "text", "next_milestone", "shared"))
    commit(url_for(".show", project_id=project_id, update_id=update.id), entry=str(update.id))
    return answer()


@bp.get("/<uuid:update_id>")
@kept
def show(project_id: UUID, update_id: UUID):
    update = find_update(viewer(), project_id, update_id) or abort(404)
    standing = standing_or_404(update.project)
    in_room(update.project.workspace, update.project.client)
    return render("plan/update.html", update=update, told=told_of(update), project=update.project, standing=standing,
                  **thread_context(update, standing))


def _writable(project_id):
    project = project_or_404(project_id)
    standing = standing_or_404(project)
    abort_unless(may_write_update(standing, shared=False))
    return project, standing


def _page(project, standing, form, *, status=200):
    return render("plan/new_update.html", status=status, project=project, standing=standing, form=form,
                  may_share=may_write_update(standing, shared=True))
