"""The people of a project: who is on it from both sides, who joins, who is taken off."""
from uuid import UUID

from flask import Blueprint, abort, flash, request, url_for
from flask_babel import gettext as _

from blueprints.support.acts import abort_unless, act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.fields import tidy
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.render import render
from blueprints.support.windows import window
from portal.base.database import db
from portal.base.ids import parse_id
from portal.notices.standing import troubled_among
from portal.people.membership import Membership
from portal.plan.handing_over import count_open_items
from portal.plan.leaving import leave_project
from portal.plan.turn import role_acts
from portal.projects.access import may_invite, may_place_people, may_take_off
from portal.projects.joining import join_project
from portal.projects.people import could_join, find_placed, placed_on
from portal.projects.standing import Standing
from portal.talk.people import people_visible_to

bp = Blueprint("project_people", __name__, url_prefix="/projects/<uuid:project_id>/people")


@bp.get("")
@kept
def index(project_id: UUID):
    standing = _standing(project_id)
    people, placed = _people(standing), placed_on(standing.project)
    staff = [seat for seat in people if seat.is_staff]
    return render("projects/people.html", project=standing.project, standing=standing,
                  contacts=[seat for seat in people if not seat.is_staff],
                  staff=[seat for seat in staff if seat.id in placed or not standing.is_staff],
                  elsewhere=[seat for seat in staff if seat.id not in placed] if standing.is_staff else [],
                  leaving={seat.id for seat in people if seat.id in placed and may_take_off(standing, seat)},
                  troubled=troubled_among({seat.user.email for seat in people}) if standing.is_staff else {},
                  may_place=may_place_people(standing), may_invite=may_invite(standing))


@bp.get("/new")
def new(project_id: UUID):
    return _candidates(_placing(project_id))


@bp.post("")
@act("project.join")
def create(project_id: UUID):
    standing = _placing(project_id)
    seat_id = parse_id(request.form.get("seat"))
    seat = db.session.scalar(could_join(standing.project).where(Membership.id == seat_id))
    if seat is None and (seat_id is None or find_placed(standing.project, seat_id) is None):
        return _candidates(standing, status=422)
    if seat is not None:
        join_project(project=standing.project, seat=seat, by=viewer().user)
        flash(_("%(name)s is on the project.", name=seat.name))
    commit(url_for(".index", project_id=project_id))
    return answer()


@bp.get("/<uuid:seat_id>/leave")
def leave(project_id: UUID, seat_id: UUID):
    standing, seat = _leaving(project_id, seat_id)
    return _leave_page(standing, seat)


@bp.delete("/<uuid:seat_id>")
@act("project.leave")
def destroy(project_id: UUID, seat_id: UUID):
    standing, seat = _leaving(project_id, seat_id)
    heir_id = parse_id(request.form.get("heir"))
    heir = next((other for other in _heirs(standing, seat) if other.id == heir_id), None)
    if request.form.get("heir") and heir is None:
        return _leave_page(standing, seat, status=422)
    leave_project(project=standing.project, seat=seat, by=viewer().user, to=heir)
    commit(url_for(".index", project_id=project_id))
    flash(_("%(name)s is no longer on the project.", name=seat.name))
    return answer()


def _standing(project_id: UUID) -> Standing:
    return standing_or_404(project_or_404(project_id))


def _people(standing: Standing) -> list[Membership]:
    return people_visible_to(viewer(), standing.project, staff_here=standing.is_staff)


def _placing(project_id: UUID) -> Standing:
    standing = _standing(project_id)
    abort_unless(may_place_people(standing))
    return standing


def _leaving(project_id: UUID, seat_id: UUID) -> tuple[Standing, Membership]:
    """Whom the viewer cannot see is not there; whom they see they may not always take off."""
    standing = _standing(project_id)
    seat = find_placed(standing.project, seat_id)
    if seat is None or seat_id not in {known.id for known in _people(standing)}:
        abort(404)
    abort_unless(may_take_off(standing, seat))
    return standing, seat


def _heirs(standing: Standing, seat: Membership) -> list[Membership]:
    """Colleagues of the leaving person's side on the project who may do their items."""
    placed = placed_on(standing.project)
    return [other for other in _people(standing) if other.client_id == seat.client_id and other.id != seat.id
            and role_acts(other) and (other.is_staff or other.id in placed)]


def _leave_page(standing: Standing, seat: Membership, *, status: int = 200):
    # How many items somebody holds is counted for the team only: some of them may be hidden from the client.
    count = count_open_items(seat, standing.project.id) if standing.is_staff else None
    return render("projects/leave.html", fragment="projects/leave.htmx.html", status=status, project=standing.project,
                  seat=seat, heirs=_heirs(standing, seat), open_items=count,
                  back=url_for(".index", project_id=standing.project.id))


def _candidates(standing: Standing, *, status: int = 200):
    q = tidy(request.args.get("q", "")[:80])
    return render("projects/people_new.html", status=status, project=standing.project, q=q,
                  window=window(could_join(standing.project, q)), may_invite=may_invite(standing),
                  back=url_for(".index", project_id=standing.project.id))
