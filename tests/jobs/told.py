"""Things that were told, as rows: notifications with the delivery that carries them."""
from uuid import uuid4

from portal.base.database import db
from portal.entries.visible import find_entry
from portal.history.event import Event
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.message import Message
from portal.talk.posting import post_message


def say(world, who, entry, body: str, lane: str = "shared") -> Message:
    """Somebody writes on an entry."""
    standing = standing_on(viewer_of(who), world.site)
    message = post_message(entry=find_entry(standing.viewer, entry.project_id, entry.id), by=standing, message_id=uuid4(),
                           body=body, lane=lane)
    db.session.flush()
    return message


def tell(user, entry, *, kind: str = "reply", message: Message | None = None, verb: str | None = None, actor=None,
         lane: str = "shared", facts: dict | None = None, project=None, **event) -> Notification:
    """Somebody is told of something about an entry."""
    place = {"workspace_id": (entry or project).workspace_id, "project_id": entry.project_id if entry else project.id,
             "entry_id": entry and entry.id}
    happened = None
    if verb:
        happened = Event(verb=verb, actor_id=actor and actor.id, lane=event.pop("event_lane", lane), **place, **event)
        db.session.add(happened)
        db.session.flush()
    notice = Notification(user_id=user.id, kind=kind, lane=lane, message_id=message and message.id, facts=facts,
                          event_id=happened and happened.id, **place,
                          actor_id=actor.id if actor else message and message.author_id)
    db.session.add(notice)
    db.session.flush()
    return notice


def owe(user, *notices, kind: str = "notice", **facts) -> Delivery:
    """One mail that carries these."""
    delivery = Delivery(kind=kind, address=user.email, user_id=user.id,
                        workspace_id=notices[0].workspace_id if notices else None, **facts)
    db.session.add(delivery)
    db.session.flush()
    db.session.add_all([Carried(delivery_id=delivery.id, notification_id=notice.id) for notice in notices])
    db.session.flush()
    return delivery
