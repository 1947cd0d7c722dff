"""Many who follow an item, and what is owed to them: as notices write it, in any number."""
from uuid import UUID

from sqlalchemy import select, update

from bench.crowd import gather
from bench.fill import Filled, _store
from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.base.many import numbered
from portal.entries.entry import Entry
from portal.entries.visible import find_entry
from portal.history.event import Event
from portal.history.settled import settled_place
from portal.jobs.noticing import NAME
from portal.notices.carried import Carried
from portal.notices.delivery import Delivery
from portal.notices.follow import Follow
from portal.notices.notification import Notification
from portal.notices.reading_place import ReadingPlace
from portal.notices.subscription import PushSubscription
from portal.people.session import Session
from portal.people.user import User
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.message import Message
from portal.talk.posting import post_message

#: A valid key of a browser, as it subscribes; what is encrypted for it is thrown away.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


def gather_followers(filled: Filled, people: int) -> list[UUID]:
    """So many people who follow the first item, five of whom follow the second; each with a browser that takes pushes."""
    gather(filled, people)
    users = db.session.scalars(select(User.id).where(User.name.like("Crowd %")).order_by(User.id)).all()
    for entry_id, some in ((filled.item_id, users), (filled.other_item_id, users[:5])):
        entry = db.session.get(Entry, entry_id)
        _store(Follow, ({"entry_id": entry.id, "user_id": user, "workspace_id": entry.workspace_id,
                         "project_id": entry.project_id, "why": "choice"} for user in some))
    db.session.commit()
    return users


def subscribe(users: list[UUID], origin: str) -> None:
    """A browser for each of them at this push service."""
    sessions = dict(db.session.execute(select(Session.user_id, Session.id).where(Session.user_id.in_(users))).all())
    _store(PushSubscription, ({"id": new_id(), "user_id": user, "session_id": sessions[user], "p256dh": P256DH, "auth": AUTH,
                               "endpoint": f"{origin}/push/{new_id()}", "device": "Bench"} for user in users))
    db.session.commit()


def owe(filled: Filled, users: list[UUID], channel: str, count: int) -> None:
    """So many notices, spread over the messages of the item and those who follow it, each in a delivery that is not due yet."""
    entry = db.session.get(Entry, filled.item_id)
    messages = db.session.execute(select(Message.id, Message.author_id).where(
        Message.entry_id == entry.id, Message.lane == "shared").order_by(Message.number.desc())
        .limit(-(-count // len(users)))).all()
    reached = dict(db.session.execute(_reached(channel, users)).all())
    pairs = [(user, message) for message in messages for user in users][:count]
    told = numbered(Notification, [
        {"user_id": user, "workspace_id": entry.workspace_id, "entry_id": entry.id, "project_id": entry.project_id,
         "kind": "reply", "lane": "shared", "message_id": message.id, "actor_id": message.author_id,
         "newest": number >= count - len(users), "at": now()} for number, (user, message) in enumerate(pairs)],
        by=("user_id", "message_id"))
    whither = "address" if channel == "mail" else "subscription_id"
    # Alike but for whom they go to: which of them carries what does not matter.
    owed = numbered(Delivery, [
        {"channel": channel, "kind": "notice", "user_id": user, whither: reached[user], "workspace_id": entry.workspace_id,
         "due_at": FAR, "facts": {}} for user, _ in pairs], by=("user_id",))
    _store(Carried, ({"delivery_id": delivery, "notification_id": notice} for delivery, notice in zip(owed, told, strict=True)))
    db.session.commit()


def skip_news() -> None:
    """Whatever happened up to now is not told."""
    db.session.merge(ReadingPlace(name=NAME, place=settled_place(Event)))
    db.session.commit()


def speak(filled: Filled) -> None:
    """A message of the staff on the first item."""
    viewer = viewer_of(db.session.scalars(select(User).where(User.name == "Staff Person 0")).one())
    item = find_entry(viewer, filled.project_id, filled.item_id)
    post_message(entry=item, by=standing_on(viewer, item.project), message_id=new_id(), lane="shared",
                 body="Here is the second draft.")
    db.session.commit()


def make_due(channel: str) -> None:
    db.session.execute(update(Delivery).where(Delivery.channel == channel, Delivery.ended_at.is_(None)).values(due_at=now()))
    db.session.commit()


def _reached(channel: str, users: list[UUID]):
    if channel == "mail":
        return select(User.id, User.email).where(User.id.in_(users))
    return select(PushSubscription.user_id, PushSubscription.id).where(PushSubscription.user_id.in_(users))


FAR = now().replace(year=now().year + 1)
