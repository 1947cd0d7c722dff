"""The end of it: what stands in the database is what was acknowledged, each once and in order; nothing is owed twice."""
from collections import Counter
from itertools import pairwise
from uuid import UUID

from flask import current_app
from sqlalchemy import func, select

from portal.channels.files import Folder
from portal.files.attachment import Attachment
from portal.files.blob import blob_name
from portal.files.version import Version
from portal.history.act import Act as StoredAct
from portal.history.event import Event
from portal.jobs import crew
from portal.letters.numbers import mails_named
from portal.notices.delivery import Delivery
from portal.notices.notification import Notification
from portal.plan.item import WorkItem
from portal.talk.message import Message
from portal.talk.revision import Revision
from tests.chaos.outbox import Act, Outbox

#: The line of history an act leaves.
LINES = {"reply": "message_posted", "edit": "message_edited", "done": "completed", "reopen": "reopened", "stuck": "stuck",
         "unstuck": "unstuck", "percent": "edited", "discussion": "discussion_started"}


def every_act_is_remembered_once(session, outbox: Outbox) -> None:
    """What was acknowledged, and nothing else: except a held-up act whose writer had insisted under a new id meanwhile.

    Where that one arrives last of all, it finds everything to be as it asks for already.
    """
    stored = {str(act.act_id): act for act in session.scalars(select(StoredAct).where(StoredAct.user_id == UUID(outbox.user)))}
    acknowledged = {act.id for act in outbox.stored}
    assert acknowledged <= stored.keys() and len(acknowledged) == len(outbox.stored)
    late = {id for id in outbox.given_up if id in stored and stored[id].outcome.get("already")}
    assert stored.keys() - acknowledged == late


def history_tells_it_in_order(session, outbox: Outbox) -> None:
    """Of each entry, the lines of this person are this person's acts, in the order in which they were made."""
    done: dict[str, list[Act]] = {}
    for act in outbox.stored:
        if act.verb in LINES:
            done.setdefault(act.entry, []).append(act)
    for entry, acts in done.items():
        told = session.scalars(select(Event).where(Event.entry_id == UUID(entry), Event.actor_id == UUID(outbox.user))
                               .order_by(Event.id))
        assert [_line(event) for event in told] == [line for act in acts for line in _lines(act)], f"history of {entry}"


def _line(event: Event) -> tuple:
    return event.verb, str(event.message_id) if event.message_id else event.new


def _lines(act: Act) -> list[tuple]:
    told = {"reply": act.id, "edit": act.path.rpartition("/")[2], "done": True, "reopen": False, "unstuck": None,
            "stuck": act.fields.get("reason"), "percent": act.fields.get("percent"), "discussion": act.fields.get("subject")}
    lines = [(LINES[act.verb], told[act.verb])]
    return [*lines, ("message_posted", Anything())] if act.verb == "discussion" else lines


class Anything(str):
    """The first message of a discussion gets its id from the server."""

    def __eq__(self, other) -> bool:
        return other is not None

    __hash__ = str.__hash__


def words_stand_as_last_said(session, outbox: Outbox) -> None:
    """Each message once, under its act's id, in its author's order, with its last words; earlier ones as its revisions."""
    said = [act for act in outbox.stored if act.verb == "reply"]
    edits = {act.id: [each.fields["body"] for each in outbox.stored
                      if each.verb == "edit" and each.path.endswith(act.id)] for act in said}
    stand = {str(message.id): message for message in session.scalars(
        select(Message).where(Message.author_id == UUID(outbox.user)))}
    for act in said:
        words = [act.fields["body"], *edits[act.id]]
        before = session.scalars(select(Revision.body).where(Revision.message_id == UUID(act.id)).order_by(Revision.id)).all()
        assert [*before, stand[act.id].body] == words
    for entry in {act.entry for act in said}:
        numbers = [stand[act.id].number for act in said if act.entry == entry]
        assert numbers == sorted(numbers), f"order in {entry}"
    started = sum(act.verb == "discussion" for act in outbox.stored)
    assert len(stand) == len(said) + started


def files_came_whole_and_once(session, store: Folder, outbox: Outbox) -> int:
    """Of each reply the files that went with it, byte for byte in the store, each one version; returns how many."""
    count = 0
    for act in outbox.stored:
        versions = session.scalars(select(Version).join(Attachment, Attachment.version_id == Version.id)
                                  .where(Attachment.message_id == UUID(act.id)).order_by(Attachment.position)).all()
        assert [b"".join(store.read(blob_name(each.workspace_id, each.sha256))) for each in versions] == [
            file.body for file in act.files]
        count += len(versions)
    assert count == session.scalar(select(func.count()).select_from(Version).where(Version.by_id == UUID(outbox.user)))
    return count


def no_change_was_lost(session) -> None:
    """On every item, each change began with what the one before had left: nobody wrote over what they had not seen."""
    for item in session.scalars(select(WorkItem)):
        for field in ("percent", "done"):
            told = session.scalars(select(Event).where(Event.entry_id == item.id, Event.field == field).order_by(Event.id)).all()
            broken = [(before.new, after.old, after.new) for before, after in pairwise(told) if before.new != after.old]
            assert broken == [], f"{field} of {item.title}"
        if told:
            assert item.is_done == told[-1].new


def mails_are_paid_once(session, mailbox, invited: list[str], *, kills: int) -> tuple[int, int]:
    """One delivery for each invitation; all that was owed ended; a letter more only where its sender died in between.

    Returns how many mails there were, and how many letters more. They carry the same Message-ID: to their reader's mail
    program they are one.
    """
    owed = session.scalars(select(Delivery)).all()
    assert Counter(each.address for each in owed if each.kind == "invitation") == Counter(invited)
    assert [each.address for each in owed if each.outcome not in ("sent", "cancelled")] == []
    assert [each.address for each in owed if each.kind == "invitation" and each.outcome != "sent"] == []
    mails, more = mails_of(session, mailbox)
    assert more <= kills * crew.LINES
    return mails, more


def mails_of(session, mailbox) -> tuple[int, int]:
    """How many mails arrived, and how many letters more: each that was written down as sent did, and none that nobody owed."""
    key = current_app.config["SETTINGS"].secret_key
    letters = Counter(number for letter in mailbox.letters for number in mails_named(letter["Message-ID"], key))
    outcomes = dict(session.execute(select(Delivery.id, Delivery.outcome).where(Delivery.channel == "mail")).all())
    assert {number for number, outcome in outcomes.items() if outcome == "sent"} <= letters.keys() <= outcomes.keys()
    return len(letters), sum(letters.values()) - len(letters)


def everybody_was_told_once(session) -> int:
    """No line of history came to somebody twice, however often the worker died; returns how many notices there are."""
    told = session.execute(select(Notification.user_id, Notification.event_id)).all()
    assert len(set(told)) == len(told)
    return len(told)
