"""What an item waits for."""
from decimal import Decimal
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.plan.finding import item_or_404, plannable_or_refuse
from blueprints.plan.forms import LinkForm
from blueprints.plan.sheets import sheet
from blueprints.support.acts import act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.fields import offered
from portal.plan.dependencies import link, unlink
from portal.plan.moving import Cycle
from portal.plan.places import possible_parents

bp = Blueprint("dependencies", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/dependencies")


@bp.get("/new")
def new(project_id: UUID, item_id: UUID):
    return _sheet(plannable_or_refuse(project_id, item_id), LinkForm())


@bp.post("")
@act("item.link")
def create(project_id: UUID, item_id: UUID):
    item = plannable_or_refuse(project_id, item_id)
    form = LinkForm()
    if not form.validate_on_submit() or form.waits_for.data is None:
        return _sheet(item, form, status=422)
    other, _standing = item_or_404(project_id, form.waits_for.data, hands=False)
    try:
        link(item=item, by=viewer().user, waits_for=other, kind=form.kind.data, lag_days=form.lag_days.data or Decimal(0))
    except Cycle:
        form.waits_for.errors = [_("They would wait for each other: choose another item.")]
        return _sheet(item, form, status=422)
    commit(_home(item))
    return answer()


@bp.delete("/<uuid:waits_for_id>")
@act("item.unlink")
def destroy(project_id: UUID, item_id: UUID, waits_for_id: UUID):
    item = plannable_or_refuse(project_id, item_id)
    unlink(item=item, by=viewer().user, waits_for_id=waits_for_id)
    commit(_home(item))
    return answer()



def _sheet(item, form, *, status=200):
    form.waits_for.choices = offered((str(id), "– " * (level - 1) + title) for id, title, level in possible_parents(item))
    return sheet("link", title=_("What does it wait for?"), back=_home(item), status=status, item=item, form=form)


def _home(item) -> str:
    return url_for("items.show", project_id=item.project_id, item_id=item.id)
