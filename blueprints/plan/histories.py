"""What changed on an item, line by line, as far as its reader may know."""
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from blueprints.plan.finding import item_or_404
from blueprints.plan.sheets import sheet
from blueprints.support.door import viewer
from blueprints.support.keeping import kept
from blueprints.support.windows import number_in
from portal.base.database import db
from portal.entries.visible import events_visible_to
from portal.history.event import Event
from portal.talk.people import names_for

bp = Blueprint("histories", __name__, url_prefix="/projects/<uuid:project_id>/items/<uuid:item_id>/changes")

WINDOW = 30


@bp.get("")
@kept
def index(project_id: UUID, item_id: UUID):
    item, standing = item_or_404(project_id, item_id, hands=False)
    before = number_in(request.args.get("before"))
    wanted = (events_visible_to(viewer()).where(Event.entry_id == item.id, Event.message_id.is_(None))
              .options(joinedload(Event.actor)).order_by(Event.id.desc()).limit(WINDOW + 1))
    events = db.session.scalars(wanted.where(Event.id < before) if before else wanted).all()
    return sheet("history", title=_("Changes"), back=url_for("items.show", project_id=project_id, item_id=item_id), item=item,
                 events=events[:WINDOW], is_staff=standing.is_staff,
                 names=names_for(viewer(), item.project, staff_here=standing.is_staff),
                 more=events[WINDOW - 1].id if len(events) > WINDOW else None)
