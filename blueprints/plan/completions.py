"""Done, and not done."""
from uuid import UUID

from flask import Blueprint
from flask_babel import gettext as _

from blueprints.plan.refusals import conflicting, meanwhile
from blueprints.plan.reports import only_own, perhaps_over, reportable, reported
from blueprints.support.acts import act
from blueprints.support.door import viewer
from blueprints.support.fields import Form
from portal.plan.completing import complete, reopen

bp = Blueprint("completions", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/completion")


@bp.post("")
@act("item.complete")
def create(project_id: UUID, item_id: UUID):
    item, standing = perhaps_over(project_id, item_id)
    # What somebody else marked done meanwhile is done, as this reporter says too.
    if not item.is_done and (differing := meanwhile(item, "title", yours=_("Done"))):
        return conflicting(item, standing, Form(), "done", differing)
    if not item.is_done:
        only_own(standing, item)
    return reported(item, changed=complete(item=item, by=viewer().user))


@bp.delete("")
@act("item.reopen")
def destroy(project_id: UUID, item_id: UUID):
    item, standing = reportable(project_id, item_id)
    if item.is_done and (differing := meanwhile(item, "title", yours=_("Not done"))):
        return conflicting(item, standing, Form(), "open", differing)
    return reported(item, changed=reopen(item=item, by=viewer().user))
