"""The clients of a workspace: the list, one with its people, its own facts, its archive."""
from uuid import UUID

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from blueprints.branding.logos_in_forms import put_logo, take_logo
from blueprints.people.forms import ClientForm, keep_host
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.base.database import db
from portal.notices.standing import troubled_among
from portal.people.access import may_administer
from portal.people.clients import (
    NameTaken,
    add_client,
    archive_client,
    change_client,
    clients_of,
    find_client,
    restore_client,
)
from portal.people.rosters import roster
from portal.projects.lists import projects_of_client

bp = Blueprint("clients", __name__, url_prefix="/w/<uuid:workspace_id>/clients")


@bp.get("")
def index(workspace_id: UUID):
    seat = staff_seat_or_404(workspace_id)
    abort_unless(seat.may("manager"))
    rows = window(clients_of(workspace_id), rows=True)
    return render("people/clients.html", workspace=seat.workspace, window=rows, may_add=may_administer(seat))


@bp.get("/new")
def new(workspace_id: UUID):
    seat = _administering(workspace_id)
    return render("people/client_new.html", workspace=seat.workspace, form=ClientForm())


@bp.post("")
@act("client.create")
def create(workspace_id: UUID):
    seat, form = _administering(workspace_id), ClientForm()
    if not form.validate_on_submit() or not take_logo(form):
        return render("people/client_new.html", status=422, workspace=seat.workspace, form=form)
    try:
        client = add_client(workspace_id=workspace_id, by=viewer().user, client_id=act_id(), **_facts(form))
    except NameTaken:
        return _name_taken("people/client_new.html", form, workspace=seat.workspace)
    if not keep_host(form, client, viewer().user):
        db.session.rollback()
        return render("people/client_new.html", status=422, workspace=seat.workspace, form=form)
    put_logo(form, client)
    commit(url_for("clients.show", workspace_id=workspace_id, client_id=client.id))
    return answer()


@bp.get("/<uuid:client_id>")
def show(workspace_id: UUID, client_id: UUID):
    seat = staff_seat_or_404(workspace_id)
    abort_unless(seat.may("manager"))
    client = find_client(workspace_id, client_id) or abort(404)
    contacts = window(roster(workspace_id, client_id))
    return render("people/client.html", workspace=seat.workspace, client=client, contacts=contacts,
                  troubled=troubled_among({contact.user.email for contact in contacts}), administers=may_administer(seat),
                  projects=db.session.scalars(projects_of_client(viewer(), client)).all())


@bp.get("/<uuid:client_id>/edit")
def edit(workspace_id: UUID, client_id: UUID):
    seat, client = _administering(workspace_id), find_client(workspace_id, client_id) or abort(404)
    return render("people/client_edit.html", workspace=seat.workspace, client=client, form=ClientForm(obj=client),
                  differing={})


@bp.put("/<uuid:client_id>")
@act("client.update")
def update(workspace_id: UUID, client_id: UUID):
    seat, client = _administering(workspace_id), find_client(workspace_id, client_id) or abort(404)
    form, page = ClientForm(), "people/client_edit.html"
    shown = {"workspace": seat.workspace, "client": client}
    if not form.validate_on_submit() or not take_logo(form):
        return render(page, status=422, form=form, differing={}, **shown)
    differing = differences(client, "name", "brand_color", "locale", "host")
    if differing:
        return render(page, status=409, form=form, differing=differing, **shown)
    if not keep_host(form, client, viewer().user):
        return render(page, status=422, form=form, differing={}, **shown)
    try:
        change_client(client=client, by=viewer().user, **_facts(form))
    except NameTaken:
        return _name_taken(page, form, differing={}, **shown)
    put_logo(form, client)
    commit(url_for("clients.show", workspace_id=workspace_id, client_id=client_id))
    return answer()


@bp.post("/<uuid:client_id>/archive")
@act("client.archive")
def archive(workspace_id: UUID, client_id: UUID):
    _administering(workspace_id)
    archive_client(client=find_client(workspace_id, client_id) or abort(404), by=viewer().user)
    commit(url_for("clients.index", workspace_id=workspace_id))
    return answer()


@bp.delete("/<uuid:client_id>/archive")
@act("client.restore")
def restore(workspace_id: UUID, client_id: UUID):
    _administering(workspace_id)
    restore_client(client=find_client(workspace_id, client_id) or abort(404), by=viewer().user)
    commit(url_for("clients.show", workspace_id=workspace_id, client_id=client_id))
    return answer()


def _administering(workspace_id: UUID):
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_administer(seat))
    return seat


def _facts(form: ClientForm) -> dict:
    return {"name": form.name.data, "brand_color": form.brand_color.data or None, "locale": form.locale.data or None}


def _name_taken(page: str, form: ClientForm, **shown):
    form.name.errors = [_("There is already a client of this name.")]
    return render(page, status=422, form=form, **shown)
