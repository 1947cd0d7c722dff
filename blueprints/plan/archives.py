"""Putting an item and what is below it away, and taking it up again."""
from uuid import UUID

from flask import Blueprint, url_for

from blueprints.plan.finding import plannable_or_refuse
from blueprints.support.acts import act, answer, commit
from blueprints.support.door import viewer
from portal.plan.archiving import archive_item, restore_item

bp = Blueprint("archives", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/archive")


@bp.post("")
@act("item.archive")
def create(project_id: UUID, item_id: UUID):
    item = plannable_or_refuse(project_id, item_id)
    changed = archive_item(item=item, by=viewer().user)
    commit(url_for("items.show", project_id=project_id, item_id=item_id), changed=changed)
    return answer()


@bp.delete("")
@act("item.restore")
def destroy(project_id: UUID, item_id: UUID):
    item = plannable_or_refuse(project_id, item_id)
    changed = restore_item(item=item, by=viewer().user)
    commit(url_for("items.show", project_id=project_id, item_id=item_id), changed=changed)
    return answer()
