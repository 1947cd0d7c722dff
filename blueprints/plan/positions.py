"""Where an item stands in its plan."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.plan.finding import plannable_or_refuse
from blueprints.plan.forms import PlaceForm
from blueprints.plan.sheets import sheet
from blueprints.support.acts import act, answer, commit
from blueprints.support.conflicts import differs
from blueprints.support.door import viewer
from blueprints.support.fields import offered
from portal.plan.item import WorkItem
from portal.plan.moving import Cycle, WrongPlace, move_item
from portal.plan.outline import TooDeep
from portal.plan.places import last_below, neighbours, possible_parents

bp = Blueprint("positions", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/position")

STEPS = {"up": -1, "down": 1}


@bp.get("")
def edit(project_id: UUID, item_id: UUID):
    item = plannable_or_refuse(project_id, item_id)
    return _sheet(item, PlaceForm(parent=item.parent_id))


@bp.put("")
@act("item.move")
def update(project_id: UUID, item_id: UUID):
    item = plannable_or_refuse(project_id, item_id)
    form = PlaceForm()
    if differs("parent_id", item.parent_id, **_steps()):
        return _sheet(item, form, status=409, conflict=True)
    try:
        _move(item, form)
    except (Cycle, WrongPlace):
        return _refused(item, form, _("It cannot go there: choose a place that is not below itself."))
    except TooDeep:
        return _refused(item, form, _("The plan is too deep there: choose a place higher up."))
    commit(url_for("plans.show", project_id=project_id, _anchor=f"item-{item_id}"))
    return answer()


def _steps() -> dict[str, str]:
    """What was wanted, in words, where it is one step."""
    step = request.form.get("step", "")
    return {"yours": _("One up") if step == "up" else _("One down")} if step in STEPS else {}


def _move(item: WorkItem, form: PlaceForm) -> None:
    step = STEPS.get(request.form.get("step", ""))
    place = neighbours(item, step) if step else (form.parent.data, last_below(item, form.parent.data))
    if place is not None:
        move_item(item=item, by=viewer().user, parent_id=place[0], after_id=place[1])



def _refused(item, form, sentence):
    form.parent.errors = [sentence]
    return _sheet(item, form, status=422)


def _sheet(item, form, *, status=200, conflict=False):
    form.parent.choices = offered([("", _("The top of the plan")), *(
        (str(id), "– " * (level - 1) + title) for id, title, level in possible_parents(item))])
    return sheet("place", title=_("Move “%(title)s”", title=item.title), back=url_for(
        "items.show", project_id=item.project_id, item_id=item.id), status=status, item=item, form=form, conflict=conflict)
