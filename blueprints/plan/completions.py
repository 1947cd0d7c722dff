"""Done, and not done."""
from uuid import UUID

from flask import Blueprint

from blueprints.plan.reports import reportable, reported
from blueprints.support.acts import act
from blueprints.support.door import viewer
from portal.plan.completing import complete, reopen

bp = Blueprint("completions", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/completion")


@bp.post("")
@act("item.complete")
def create(project_id: UUID, item_id: UUID):
    item, _standing = reportable(project_id, item_id)
    complete(item=item, by=viewer().user)
    return reported(item)


@bp.delete("")
@act("item.reopen")
def destroy(project_id: UUID, item_id: UUID):
    item, _standing = reportable(project_id, item_id)
    reopen(item=item, by=viewer().user)
    return reported(item)
