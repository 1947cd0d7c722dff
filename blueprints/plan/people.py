"""The choice of who does an item."""
from uuid import UUID

from flask import url_for

from blueprints.plan.forms import PeopleForm
from blueprints.support.fields import offered
from blueprints.support.skeletons import part
from portal.plan.assigning import assignable

#: With more people than this to choose from, a page does not carry the choice for when there is no network.
MOST_CARRIED = 40


def people_form(seats) -> PeopleForm:
    form = PeopleForm()
    form.seats.choices = offered((seat.id, seat.user.called) for seat in seats)
    return form


def people_choice(item, seats, chosen: set[UUID], error: str = "") -> str:
    """The form with these seats to choose from, drawn once for each choice it offers."""
    client = item.project.client.name
    offers = tuple([(str(seat.id), seat.user.called if seat.is_staff else f"{seat.user.called} · {client}", seat.id in chosen)
                    for seat in seats])
    action = url_for("assignments.update", project_id=item.project_id, item_id=item.id)
    return part("plan/_people_form.html", "people_form", offers, item.is_shared, action=action, title=item.title, error=error,
                shown=shown_text(hand.seat_id for hand in item.hands))


def carried(item) -> str:
    """The choice as a page carries it, to open without being fetched. Nothing where there are too many to choose from."""
    seats = assignable(item, most=MOST_CARRIED)
    return people_choice(item, seats, {hand.seat_id for hand in item.hands}) if seats else ""


def shown_text(seat_ids) -> str:
    """Who was named, as the form shows it."""
    return " ".join(sorted(str(seat_id) for seat_id in seat_ids))
