"""The stages of a project's workflow."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.plan.finding import stage_or_404
from blueprints.plan.forms import StageForm
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.fields import tidy
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.render import render
from portal.plan.access import may_run_workflow
from portal.plan.stages import LastStage, add_stage, ensure_stages, remove_stage, rename_stage, reorder_stages, stages_of

bp = Blueprint("stages", __name__, url_prefix="/projects/<uuid:project_id>/stages")


@bp.get("")
def index(project_id: UUID):
    project, standing = _manageable(project_id)
    return _page(project, standing)


@bp.post("")
@act("stage.add")
def create(project_id: UUID):
    project, standing = _manageable(project_id)
    form = StageForm()
    if not form.validate_on_submit() or not form.name.data:
        form.name.errors = form.name.errors or [_("Please fill this in.")]
        return _page(project, standing, form=form, status=422)
    ensure_stages(project)
    add_stage(project=project, by=viewer().user, name=form.name.data, kind=form.kind.data)
    return _done(project)


@bp.put("/<uuid:stage_id>")
@act("stage.change")
def update(project_id: UUID, stage_id: UUID):
    project, standing = _manageable(project_id)
    stage = stage_or_404(project_id, stage_id)
    if differences(stage, "name"):
        return _page(project, standing, status=409,
                     refused=(stage.id, _("Somebody renamed this meanwhile; it is shown as it is now.")))
    name = " ".join(tidy(request.form.get("name", stage.name)).split())
    if len(name) > 60:
        return _page(project, standing, refused=(stage.id, _("At most 60 characters.")), status=422)
    rename_stage(project=project, by=viewer().user, stage=stage, name=name)
    step = {"up": -1, "down": 1}.get(request.form.get("step", ""))
    if step:
        at = [other.id for other in stages_of(project.id)].index(stage.id)
        reorder_stages(project=project, by=viewer().user, stage=stage, position=at + step)
    return _done(project)


@bp.delete("/<uuid:stage_id>")
@act("stage.remove")
def destroy(project_id: UUID, stage_id: UUID):
    project, standing = _manageable(project_id)
    stage = stage_or_404(project_id, stage_id)
    try:
        remove_stage(project=project, by=viewer().user, stage=stage)
    except LastStage:
        return _page(project, standing, refused=(stage.id, _(
            "A workflow keeps a stage for the team and one for what is done.")), status=422)
    return _done(project)


def _manageable(project_id):
    project = project_or_404(project_id)
    standing = standing_or_404(project)
    abort_unless(may_run_workflow(standing))
    return project, standing


def _done(project):
    commit(url_for(".index", project_id=project.id))
    return answer()


def _page(project, standing, *, form=None, refused=None, status=200):
    return render("plan/stages.html", status=status, project=project, standing=standing, stages=stages_of(project.id),
                  form=form or StageForm(formdata=None), refused=refused, trouble=refused and refused[1])
