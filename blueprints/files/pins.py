"""Pins: remarks at places of a document's pages. Placing one, and its own page with its thread."""
from uuid import UUID

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from blueprints.files.finding import found_or_404
from blueprints.files.pin_form import PinForm
from blueprints.files.viewing import page_asked, viewing_of
from blueprints.support.acts import abort_unless, act, act_id, answer, commit
from blueprints.support.finding import entry_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.talk.composing import audience_words
from blueprints.talk.keeping import REASONS
from blueprints.talk.threads import thread_context
from portal.base.ids import parse_id
from portal.files.looking import look_at
from portal.files.pin import Pin
from portal.files.pin_sharing import stays_with_team
from portal.files.placing import NoSuchPlace, TooManyPins, lanes_to_pin, place_pin
from portal.files.reading import find_version
from portal.talk.access import may_reply
from portal.talk.people import contacts_who_read
from portal.talk.posting import NoLongerShared, NotThisLane

bp = Blueprint("pins", __name__, url_prefix="/projects/<uuid:project_id>")

REFUSED = {
    NoSuchPlace: ("no_place", lambda: _("There is no such place on this page. Choose another one.")),
    TooManyPins: ("too_many_pins", lambda: _("This document holds as many pins as one can look through.")),
    NotThisLane: ("no_lane", REASONS["no_lane"]), NoLongerShared: ("not_shared", REASONS["not_shared"]),
}


@bp.get("/documents/<uuid:document_id>/pins/new")
def new(project_id: UUID, document_id: UUID):
    document, standing, _version, form = _placing(project_id, document_id, request.args.get("version"))
    form.page.data = page_asked()
    return _form_page(document, standing, form)


@bp.post("/entries/<uuid:document_id>/pins")
@act("pin.place")
def create(project_id: UUID, document_id: UUID):
    document, standing, version, form = _placing(project_id, document_id, request.form.get("version"))
    if not form.validate_on_submit():
        return _form_page(document, standing, form, status=422)
    try:
        pin = place_pin(document=document, version=version, by=standing, pin_id=act_id(), page=form.page.data,
                        x=form.left.data / 100, y=form.top.data / 100, **form.values("body", "lane"))
    except tuple(REFUSED) as refused:
        reason, sentence = REFUSED[type(refused)]
        return _form_page(document, standing, form, status=409 if reason == "not_shared" else 422, reason=reason,
                          trouble=sentence())
    commit(url_for("documents.show", project_id=project_id, document_id=document_id, version=version.id, page=pin.page,
                   pin=pin.id, _anchor=f"page-{pin.page}"), entry=str(pin.id))
    return answer()


@bp.get("/pins/<uuid:pin_id>")
@kept
def show(project_id: UUID, pin_id: UUID):
    pin = entry_or_404(project_id, pin_id, Pin)
    document, standing = found_or_404(project_id, pin.about_id)
    viewing = viewing_of(document, standing, version_id=pin.version_id, first=pin.page, chosen=pin.id, alone=True) or abort(404)
    at = next((at for at, remark in enumerate(viewing.remarks) if remark.pin.id == pin.id), None)
    if at is None:
        abort(404)
    return render("files/pin.html", pin=pin, remark=viewing.remarks[at], viewing=viewing, standing=standing,
                  before=viewing.remarks[at - 1] if at else None,
                  after=viewing.remarks[at + 1] if at + 1 < len(viewing.remarks) else None,
                  may_settle=may_reply(standing), **thread_context(pin, standing),
                  goes_out=standing.is_staff and (pin.is_shared or not stays_with_team(pin)))


def _placing(project_id: UUID, document_id: UUID, named: str | None):
    """The document, the reader's standing, the version that is pinned, and the form with the lanes it may take."""
    document, standing = found_or_404(project_id, document_id)
    abort_unless(may_reply(standing))
    version_id = parse_id(named) if named else getattr(look_at(standing, document.id), "id", None)
    version = version_id and find_version(standing, document.id, version_id) or abort(404)
    form = PinForm()
    form.version.data = str(version.id)
    form.open_to(lanes_to_pin(standing, document, version.lane))
    return document, standing, version, form


def _form_page(document, standing, form, status: int = 200, **why):
    viewing = viewing_of(document, standing, version_id=parse_id(form.version.data), first=form.page.data or 1, alone=True)
    if not viewing.sheets:
        abort(404)
    return render("files/new_pin.html", status=status, viewing=viewing, form=form,
                  audience=audience_words(contacts_who_read(document), standing), **{"reason": None, "trouble": None, **why})
