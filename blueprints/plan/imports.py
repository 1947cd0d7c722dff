"""Plan files: uploaded, looked at, corrected, applied."""
from uuid import UUID

from flask import Blueprint, abort, g, request, url_for
from flask_babel import gettext as _

from blueprints.plan.forms import PlanFileForm
from blueprints.plan.import_choices import Look, choices_found, choices_sent, look_at, source_of, taken_sent
from blueprints.plan.import_preview import preview
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.door import viewer
from blueprints.support.fields import tidy
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.off_the_loop import let_go, off_the_loop
from blueprints.support.render import render
from blueprints.support.transactions import begin_writing, looks_first
from portal.base.database import db
from portal.plan.access import may_import
from portal.plan.importing import PlanRefused
from portal.plan.importing.sentences import refusal, warning
from portal.plan.landing.applying import Differs, apply_plan, make_ready
from portal.plan.landing.confirming import confirm_summaries, held_count
from portal.plan.landing.keeping import find_import, give_up, keep_file, waiting_imports
from portal.plan.landing.sources import likely_source, sources_of
from portal.plan.plan_import import PlanImport
from portal.projects.project import Project

bp = Blueprint("imports", __name__, url_prefix="/projects/<uuid:project_id>/imports")


@bp.get("/new")
def new(project_id: UUID):
    return _upload_page(_importable(project_id), PlanFileForm())


@bp.post("")
@act("plan.upload")
def create(project_id: UUID):
    project, form = _importable(project_id), PlanFileForm()
    if not form.validate_on_submit():
        return _upload_page(project, form, status=422)
    data, filename = form.file.data.read(), tidy(form.file.data.filename)
    let_go()
    try:
        look = off_the_loop(look_at, data, filename, {})
    except PlanRefused as refused:
        form.file.errors = [refusal(refused, _)]
        return _upload_page(project, form, status=422)
    source_id = likely_source(project.id, look.plan, filename) if look.plan else None
    kept = keep_file(import_id=act_id(), project=project, by=viewer().user, filename=filename, data=data,
                     choices=choices_found(look, source_id))
    commit(url_for(".show", project_id=project_id, import_id=kept.id))
    return answer()


@bp.get("/<uuid:import_id>")
def show(project_id: UUID, import_id: UUID):
    kept, project = _found(project_id, import_id)
    if kept.data is None:
        return _result_page(kept, project)
    return _preview_page(kept, project, off_the_loop(look_at, kept.data, kept.filename, kept.choices))


@bp.put("/<uuid:import_id>")
@act("plan.choose")
def update(project_id: UUID, import_id: UUID):
    kept, project = _waiting(project_id, import_id)
    kept.choices = choices_sent(kept.choices)
    commit(url_for(".show", project_id=project_id, import_id=import_id))
    look = off_the_loop(look_at, kept.data, kept.filename, kept.choices)
    return answer("plan/import_preview.htmx.html", **preview(kept, project, look))


@bp.post("/<uuid:import_id>/application")
@act("plan.import")
@looks_first
def apply(project_id: UUID, import_id: UUID):
    """All that takes long is done while others may write: reading, comparing, and making the new rows."""
    kept, project = _waiting(project_id, import_id)
    db.session.commit()
    look = off_the_loop(look_at, kept.data, kept.filename, kept.choices)
    if look.plan is None or (look.asks_order and not kept.choices.get("date_order")):
        return _preview_page(kept, project, look, status=422, order_missing=look.asks_order)
    source_id = next((one.source_id for one in sources_of(project.id) if one.source_id == source_of(kept.choices)), None)
    reason = tidy(request.form.get("reason", "")[:1000]).strip()
    try:
        how = {"plan": look.plan, "taken": taken_sent(), "reason": reason or _("The plan was imported again."),
               "shown": request.form.get("shown_proposal"), "source_id": source_id}
        made = make_ready(into=kept, project=project, by=viewer().user, **how)
        begin_writing()
        kept, project = _anew(project_id, import_id)
        apply_plan(into=kept, project=project, by=viewer().user, made=made, **how)
    except Differs as differs:
        return _preview_page(kept, project, look, status=409, view=differs.outlook, changed=True)
    except PlanRefused as refused:
        return _preview_page(kept, project, Look(look.inspection, None, refused), status=422)
    commit(url_for(".show", project_id=project_id, import_id=import_id))
    return answer()


@bp.post("/<uuid:import_id>/summaries")
@act("plan.confirm_summaries")
def confirm(project_id: UUID, import_id: UUID):
    kept, project = _found(project_id, import_id)
    if kept.applied_at is None:
        abort(409)
    confirm_summaries(source_id=kept.source_id, by=viewer().user, reason=_("The plan was imported again."))
    commit(url_for(".show", project_id=project_id, import_id=import_id))
    return answer()


@bp.delete("/<uuid:import_id>")
@act("plan.give_up")
def destroy(project_id: UUID, import_id: UUID):
    kept, _project = _found(project_id, import_id)
    give_up(kept)
    commit(url_for("plans.show", project_id=project_id))
    return answer()


def _importable(project_id: UUID) -> Project:
    project = project_or_404(project_id)
    abort_unless(may_import(standing_or_404(project)))
    return project


def _found(project_id, import_id) -> tuple[PlanImport, Project]:
    project = _importable(project_id)
    return find_import(project.id, import_id) or abort(404), project


def _waiting(project_id, import_id) -> tuple[PlanImport, Project]:
    kept, project = _found(project_id, import_id)
    return (kept, project) if kept.data is not None else abort(409)


def _anew(project_id, import_id) -> tuple[PlanImport, Project]:
    """Found once more: who lost access meanwhile finds nothing, and what was applied meanwhile is."""
    db.session.expire_all()
    g.pop("viewer", None)
    g.pop("session_row", None)
    return _found(project_id, import_id)


def _upload_page(project, form, *, status=200):
    return render("plan/import_new.html", status=status, project=project, form=form,
                  waiting=waiting_imports(project.id, viewer().user_id), sources=sources_of(project.id))


def _preview_page(kept, project, look, *, status=200, view=None, **more):
    further = "from" in request.args and look.plan is not None
    context = preview(kept, project, look, view=view) | more
    return render("plan/import.html" if not further else "plan/import_further.html",
                  fragment="plan/import_rows.htmx.html" if further else "plan/import_preview.htmx.html", status=status, **context)


def _result_page(kept, project):
    remarks = [(one["row"], warning(_Remark(one), _)) for one in kept.counts.get("remarks", [])]
    return render("plan/imported.html", project=project, kept=kept, counts=kept.counts, remarks=remarks,
                  held=held_count(kept.source_id))


class _Remark:
    def __init__(self, kept: dict):
        self.code, self.params = kept["code"], kept["params"]
