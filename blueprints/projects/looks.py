"""Choosing a contact of a project, and looking at it through their eyes. One leaves by leaving the address."""
from uuid import UUID

from flask import Blueprint, flash, request, url_for
from flask_babel import gettext as _

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.addresses import entry_url
from blueprints.support.door import viewer
from blueprints.support.finding import entry_or_404, project_or_404, standing_or_404
from blueprints.support.looking import look_address
from blueprints.support.render import render
from portal.base.ids import parse_id
from portal.entries.access import may_look
from portal.entries.readers import contacts_on
from portal.entries.visible import find_entry
from portal.projects.looking import look_as, tell_look

bp = Blueprint("looks", __name__, url_prefix="/projects/<uuid:project_id>/looks")


@bp.get("/new")
def new(project_id: UUID):
    project, entry = _looked_at(project_id, request.args.get("entry"))
    return render("projects/look.html", fragment="projects/look.htmx.html", project=project, entry=entry,
                  contacts=contacts_on(project.id), back=_address(project, entry))


@bp.post("")
@act("look.start")
def create(project_id: UUID):
    project, entry = _looked_at(project_id, request.form.get("entry"))
    seat_id = parse_id(request.form.get("seat"))
    seat = next((seat for seat in contacts_on(project.id) if seat.id == seat_id), None)
    eyes = look_as(viewer(), seat.id) if seat else None
    if eyes is None:
        return render("projects/look.html", fragment="projects/look.htmx.html", status=422, project=project, entry=entry,
                      contacts=contacts_on(project.id), back=_address(project, entry))
    if entry is not None and find_entry(eyes, project.id, entry.id) is None:
        flash(_("“%(title)s” is hidden from %(name)s. This is what they see of the project.",
                title=entry.title, name=seat.user.called), "info")
        entry = None
    tell_look(viewer=viewer(), project=project, seat=seat)
    commit(look_address(seat.id, _address(project, entry)))
    return answer()


def _looked_at(project_id: UUID, entry_id: str | None):
    project = project_or_404(project_id)
    abort_unless(may_look(standing_or_404(project)))
    return project, entry_or_404(project_id, parse_id(entry_id)) if parse_id(entry_id) else None


def _address(project, entry) -> str:
    return entry_url(entry) if entry is not None else url_for("plans.show", project_id=project.id)
