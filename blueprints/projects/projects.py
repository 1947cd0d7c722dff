"""Projects: the list, a new one, its own facts, its archive."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.projects.beginning import first_step
from blueprints.projects.forms import ChangedProjectForm, NewProjectForm
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.fields import offered, tidy
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render
from portal.base.ids import parse_id
from portal.budgets.agreeing import agree
from portal.plan.stages import ensure_stages
from portal.projects.access import may_change_project, may_create_projects
from portal.projects.changing import FIELDS, EndReasonMissing, archive_project, change_project, restore_project
from portal.projects.creating import create_project
from portal.projects.lists import WINDOW, clients_for_projects, list_projects, word_for

bp = Blueprint("projects", __name__, url_prefix="/projects")


@bp.get("")
@kept
def index():
    q, archived = tidy(request.args.get("q", "")[:80]), request.args.get("archived") == "1"
    found = list_projects(viewer(), archived=archived, q=q, after=parse_id(request.args.get("after")))
    return render("projects/index.html", fragment="projects/index.htmx.html", projects=found[:WINDOW], q=q,
                  archived=archived, words={project.id: word_for(viewer(), project) for project in found},
                  more=found[WINDOW - 1].id if len(found) > WINDOW else None,
                  may_create=_may_create(), step=None if found or q or archived else first_step())


@bp.get("/new")
def new():
    abort_unless(_may_create())
    form = _new_form(q=request.args.get("q", "")[:80].replace("\x00", ""))
    return render("projects/new.html", form=form, step=None if form else first_step())


@bp.post("")
@act("project.create")
def create():
    abort_unless(_may_create())
    form = _new_form()
    if form is None or not form.validate_on_submit():
        return render("projects/new.html", status=422, form=form, step=None if form else first_step())
    client = next(client for client in _clients(form.client.data) if client.id == form.client.data)
    project = create_project(project_id=act_id(), client=client, by=viewer().staff_seat(client.workspace_id),
                             **form.facts())
    ensure_stages(project)
    project.budget_shared = form.budget_shared.data
    if form.budget.data is not None:
        agree(project=project, by=viewer().user, amount=form.budget.data, currency=client.workspace.currency)
    commit(url_for("plans.show", project_id=project.id))
    return answer()


@bp.get("/<uuid:project_id>/edit")
def edit(project_id: UUID):
    project = _changeable(project_id)
    return render("projects/edit.html", project=project, form=_form_of(project), differing={})


@bp.put("/<uuid:project_id>")
@act("project.update")
def update(project_id: UUID):
    project = _changeable(project_id)
    form = ChangedProjectForm()
    if not form.validate_on_submit():
        return render("projects/edit.html", status=422, project=project, form=form, differing={})
    differing = differences(project, *FIELDS)
    if differing:
        return render("projects/edit.html", status=409, project=project, form=form, differing=differing)
    try:
        change_project(project=project, by=viewer().user, end_reason=form.end_reason.data, **form.facts())
    except EndReasonMissing:
        form.end_reason.errors = [_("A promised date moves with a reason: say why.")]
        return render("projects/edit.html", status=422, project=project, form=form, differing={})
    commit(url_for("plans.show", project_id=project.id))
    return answer()


@bp.post("/<uuid:project_id>/archive")
@act("project.archive")
def archive(project_id: UUID):
    project = _changeable(project_id)
    archive_project(project=project, by=viewer().user)
    commit(url_for("projects.index", archived=1))
    return answer()


@bp.delete("/<uuid:project_id>/archive")
@act("project.restore")
def restore(project_id: UUID):
    project = _changeable(project_id)
    restore_project(project=project, by=viewer().user)
    commit(url_for("plans.show", project_id=project.id))
    return answer()


def _changeable(project_id: UUID):
    project = project_or_404(project_id)
    abort_unless(may_change_project(standing_or_404(project)))
    return project


def _may_create() -> bool:
    return not viewer().read_only and any(may_create_projects(seat) for seat in viewer().memberships)


def _clients(chosen: UUID | None, q: str = "") -> list:
    return clients_for_projects([seat.workspace_id for seat in viewer().memberships if may_create_projects(seat)], q=q,
                                chosen=chosen)


def _new_form(q: str = "") -> NewProjectForm | None:
    """The form with some of the clients to choose from, those that ``q`` finds; ``form.q`` where there are more of them.

    None where there is no client to make a project for.
    """
    form, chosen = NewProjectForm(), parse_id(request.values.get("client"))
    clients = _clients(chosen, q) or _clients(chosen)
    if not clients:
        return None
    form.q = q if q or len(clients) > WINDOW else None
    several = len({client.workspace_id for client in clients}) > 1
    form.client.choices = offered((client.id, f"{client.name} · {client.workspace.name}" if several else client.name)
                                  for client in clients)
    if request.method == "GET":
        form.client.data = chosen or clients[0].id
    return form


def _form_of(project) -> ChangedProjectForm:
    form = ChangedProjectForm(obj=project)
    form.preview_invitations.data = {True: "yes", False: "no"}.get(project.preview_invitations, "")
    return form
