"""Who is named for an item."""
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.plan.finding import plannable_or_refuse
from blueprints.plan.people import people_choice, people_form, shown_text
from blueprints.plan.sheets import sheet
from blueprints.support.acts import act, answer, commit
from blueprints.support.conflicts import differs
from blueprints.support.door import viewer
from portal.plan.assigning import assign, assignable, unassign

bp = Blueprint("assignments", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/assignments")


@bp.get("")
def edit(project_id: UUID, item_id: UUID):
    item = plannable_or_refuse(project_id, item_id, hands=True)
    return _sheet(item, assignable(item), _named(item))


@bp.put("")
@act("item.assign")
def update(project_id: UUID, item_id: UUID):
    item = plannable_or_refuse(project_id, item_id, hands=True)
    seats = assignable(item)
    form = people_form(seats)
    if not form.validate_on_submit():
        return _sheet(item, seats, set(form.seats.data or ()), form, status=422, error=" ".join(form.seats.errors))
    named = _named(item)
    if differs("seats", shown_text(named), yours=_names(seats, form.seats.data), theirs=_names(seats, named)):
        return _sheet(item, seats, set(form.seats.data), form, status=409, conflict=True)
    chosen = set(form.seats.data)
    for seat_id in sorted(named - chosen):
        unassign(item=item, by=viewer().user, seat_id=seat_id)
    for seat_id in sorted(chosen - named):
        assign(item=item, by=viewer().user, seat_id=seat_id)
    commit(_home(item))
    return answer()


def _names(seats, chosen) -> str:
    return ", ".join(seat.user.called for seat in seats if seat.id in chosen) or "–"


def _named(item) -> set[UUID]:
    return {hand.seat_id for hand in item.hands}


def _sheet(item, seats, chosen, form=None, *, status=200, conflict=False, error=""):
    return sheet("people", title=_("Who does this?"), back=_home(item), status=status, item=item, form=form, conflict=conflict,
                 choice=people_choice(item, seats, chosen, error))


def _home(item) -> str:
    return url_for("items.show", project_id=item.project_id, item_id=item.id)
