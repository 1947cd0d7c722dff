"""How far an item is."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from blueprints.plan.forms import PercentForm
from blueprints.plan.refusals import conflicting, meanwhile, refused_report
from blueprints.plan.reports import only_own, perhaps_over, reported
from blueprints.support.acts import act
from blueprints.support.door import viewer
from portal.plan.editing import set_percent

bp = Blueprint("percents", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/percent")


@bp.put("")
@act("item.percent")
def update(project_id: UUID, item_id: UUID):
    item, standing = perhaps_over(project_id, item_id)
    form = PercentForm()
    if not form.validate_on_submit():
        return refused_report(item, standing, form, "percent")
    if item.percent != form.percent.data and (differing := meanwhile(item, "percent", yours=_("Open"))):
        return conflicting(item, standing, form, "percent", differing)
    only_own(standing, item)
    return reported(item, changed=set_percent(item=item, by=viewer().user, percent=form.percent.data))
