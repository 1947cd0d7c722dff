"""Lookups of the plan from a URL, each through the fence."""
from uuid import UUID

from flask import abort, request
from sqlalchemy import select

from blueprints.support.acts import abort_unless
from blueprints.support.door import viewer
from blueprints.support.finding import standing_or_404
from blueprints.support.reader import in_room
from blueprints.support.transactions import in_turn
from portal.base.database import db
from portal.plan.access import may_plan
from portal.plan.item import WorkItem
from portal.plan.reading import Found, find_item, find_item_to_show
from portal.plan.stage import Stage
from portal.projects.standing import Standing


def item_or_404(project_id: UUID, item_id: UUID, *, hands: bool = True) -> tuple[WorkItem, Standing]:
    """A visible item of that project, with what its turn depends on, and the viewer's standing there.

    Who changes the item that the address names waits for whoever else does.
    """
    if request.view_args.get("item_id") == item_id:
        in_turn(item_id)
    item = find_item(viewer(), project_id, item_id, hands=hands) or abort(404)
    in_room(item.project.workspace, item.project.client)
    return item, standing_or_404(item.project)


def plannable_or_refuse(project_id: UUID, item_id: UUID, *, hands: bool = False) -> WorkItem:
    """A visible item of that project, for who may plan there; to others it is refused."""
    item, standing = item_or_404(project_id, item_id, hands=hands)
    abort_unless(may_plan(standing))
    return item


def shown_item_or_404(project_id: UUID, item_id: UUID) -> tuple[Found, Standing]:
    """A visible item of that project for its own page, and the viewer's standing there."""
    found = find_item_to_show(viewer(), project_id, item_id) or abort(404)
    in_room(found.item.project.workspace, found.item.project.client)
    return found, standing_or_404(found.item.project)


def stage_or_404(project_id: UUID, stage_id: UUID) -> Stage:
    """A stage of a project that was found already."""
    return db.session.scalar(select(Stage).where(Stage.project_id == project_id, Stage.id == stage_id)) or abort(404)
