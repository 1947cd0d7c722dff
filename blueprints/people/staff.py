"""The people of a workspace: its staff; and anybody's role in it, staff or contact; their leaving."""
from uuid import UUID

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from blueprints.people.seat_forms import LeavingForm, RoleForm
from blueprints.people.workspace_parts import workspace_parts
from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.conflicts import differences
from blueprints.support.door import viewer
from blueprints.support.finding import staff_seat_or_404
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.base.database import db
from portal.notices.standing import troubled_among
from portal.people.access import may_administer, may_change_role
from portal.people.membership import Membership
from portal.people.rosters import find_seat, roster
from portal.people.seats import LastOwner, change_role, remove_seat
from portal.plan.handing_over import count_open_items
from portal.plan.leaving import leave_every_project

bp = Blueprint("staff", __name__, url_prefix="/w/<uuid:workspace_id>/people")
bp.add_app_template_global(workspace_parts)


@bp.get("")
def index(workspace_id: UUID):
    mine = staff_seat_or_404(workspace_id)
    seats = window(roster(workspace_id, None))
    return render("people/staff.html", workspace=mine.workspace, window=seats,
                  troubled=troubled_among({seat.user.email for seat in seats}),
                  administers=may_administer(mine) and not viewer().read_only)


@bp.get("/<uuid:seat_id>")
def edit(workspace_id: UUID, seat_id: UUID):
    seat = _changeable(workspace_id, seat_id)
    return _page(seat, RoleForm.for_seat(seat, viewer()))


@bp.put("/<uuid:seat_id>")
@act("role.update")
def update(workspace_id: UUID, seat_id: UUID):
    seat = _changeable(workspace_id, seat_id)
    form = RoleForm.for_seat(seat, viewer())
    if not form.validate_on_submit():
        return _page(seat, form, status=422)
    differing = differences(seat, "role", "lead")
    if differing:
        return _page(seat, form, status=409, differing=differing)
    abort_unless(may_change_role(_mine(workspace_id), seat, form.role.data))
    try:
        change_role(seat=seat, by=viewer().user, role=form.role.data, lead=bool(form.lead.data) and not seat.is_staff)
    except LastOwner:
        form.role.errors = [_("A workspace keeps an owner: make somebody else one first.")]
        return _page(seat, form, status=422)
    commit(_home_of(seat))
    return answer()


@bp.delete("/<uuid:seat_id>")
@act("member.remove")
def destroy(workspace_id: UUID, seat_id: UUID):
    seat = _changeable(workspace_id, seat_id)
    form = LeavingForm.for_seat(seat, _colleagues(seat))
    if not form.validate_on_submit():
        return _page(seat, RoleForm.for_seat(seat, viewer()), status=422, leaving=form)
    try:
        _leave(seat, form)
    except LastOwner:
        form.successor.errors = [_("A workspace keeps an owner: make somebody else one first.")]
        return _page(seat, RoleForm.for_seat(seat, viewer()), status=422, leaving=form)
    commit(_home_of(seat))
    return answer()


def _leave(seat: Membership, form: LeavingForm) -> None:
    heir = next((other for other in _colleagues(seat) if other.id == form.successor.data), None)
    remove_seat(seat=seat, by=viewer().user)
    leave_every_project(seat=seat, by=viewer().user, to=heir)


def _mine(workspace_id: UUID) -> Membership:
    seat = staff_seat_or_404(workspace_id)
    abort_unless(may_administer(seat))
    return seat


def _changeable(workspace_id: UUID, seat_id: UUID) -> Membership:
    mine = _mine(workspace_id)
    seat = find_seat(workspace_id, seat_id) or abort(404)
    abort_unless(may_change_role(mine, seat, seat.role))
    return seat


def _colleagues(seat: Membership) -> list[Membership]:
    others = roster(seat.workspace_id, seat.client_id).where(Membership.id != seat.id).limit(500)
    return list(db.session.scalars(others))


def _page(seat: Membership, form: RoleForm, *, status: int = 200, differing=None, leaving: LeavingForm | None = None):
    leaving = leaving or LeavingForm.for_seat(seat, _colleagues(seat))
    return render("people/seat.html", status=status, seat=seat, form=form, leaving=leaving, differing=differing or {},
                  standing=troubled_among({seat.user.email}).get(seat.user.email),
                  open_items=count_open_items(seat), back=_home_of(seat))


def _home_of(seat: Membership) -> str:
    if seat.is_staff:
        return url_for("staff.index", workspace_id=seat.workspace_id)
    return url_for("clients.show", workspace_id=seat.workspace_id, client_id=seat.client_id)
