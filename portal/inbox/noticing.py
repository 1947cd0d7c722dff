"""Telling people what happened: what is decided of a round of news is written in one transaction with its place.

So each line of history is told once, whatever happens to the worker. Deciding only reads, and may be long; writing is
short, and does nothing where somebody else has told the same round meanwhile.
"""
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, exists, insert, select, tuple_, update

from portal.base.clock import now
from portal.base.database import db
from portal.base.many import numbered, parts
from portal.history.signal import Signal
from portal.history.telling import told as tell_pages
from portal.inbox.deciding import decide
from portal.inbox.news import OLD, News
from portal.inbox.owing import Owed, Slot, owe, write_owed
from portal.inbox.recipients import Told
from portal.inbox.surroundings import Surroundings
from portal.notices.following import follow_all
from portal.notices.notification import Notification
from portal.notices.reading_place import ReadingPlace
from portal.talk.mention import Mention
from portal.talk.message import Message
from portal.talk.read_mark import ReadMark

#: So many people are told by name that their inbox changed; beyond that all who may hear of the entry look.
BY_NAME = 60
#: What happened longer ago stands in the inbox, and is neither pushed nor mailed.
STALE = timedelta(days=3)
#: Verbs whose values a reader is told.
WITH_VALUES = frozenset({"promised", "staged", "stuck", "edited", "updated", "plan.imported",
                         "approval_answered", "approval_ended", "approval_taken_back", "approval_cancelled",
                         "budget.agreed", "budget.warned"})


class Decided(NamedTuple):
    """What some lines come to, ready to be written."""

    notices: list[dict]
    owed: dict[Slot, Owed]
    follows: list[dict]
    #: Who has read what by writing there: (user, entry, up to when).
    read: list[dict]
    #: Messages whose words are gone, each with its entry and whoever stands there.
    gone: list[tuple[UUID, UUID, set[UUID]]]
    #: Projects where something was hidden, with their contacts.
    hidden: dict[UUID, set[UUID]]


def decided_of(lines: list[News], *, window: timedelta) -> Decided:
    """What is to be written of these lines; ``window`` is how long bundles gather. Reads only."""
    around = Surroundings(lines)
    told = decide(lines, around)
    notices = [_row(one) for one in told]
    _mark_newest(notices)
    fresh = [at for at, one in enumerate(told) if one.line.at > now() - STALE]
    posted = [line for line in lines if line.verb == "message_posted" and line.user_id and line.entry_id in around.entries]
    return Decided(notices, owe(notices, fresh, window=window), _follows(posted),
                   [{"by": line.user_id, "there": line.entry_id, "until": line.at} for line in _on_the_page(posted)],
                   [(line.message_id, line.entry_id, around.everybody(line.project_id)) for line in lines
                    if line.verb == "message_deleted"],
                   {line.project_id: around.contacts(line.project_id) for line in lines if line.verb in ("unshared", "narrowed")})


def write(name: str, since: int, until: int, decided: Decided) -> tuple[bool, datetime | None]:
    """Write it, with the place up to which the reader of this name has told; and when the first of it is due.

    Where that place is not ``since`` any more somebody else has told this: then nothing is written.
    """
    if not _advance(name, since, until):
        return False, None
    follow_all(decided.follows)
    _read_by_writing(decided.read)
    _forget(decided.gone)
    _hide(decided.hidden)
    due_at = None
    if decided.notices:
        _replace_newest(decided.notices)
        ids = numbered(Notification, decided.notices, by=("user_id", "event_id", "kind", "entry_id", "project_id"))
        due_at = write_owed(decided.owed, ids)
        _read_before_told(ids)
        _tell_pages(decided.notices)
    return True, due_at


def _row(told: Told) -> dict:
    line, many = told.line, told.items is not None
    return {"user_id": told.user_id, "workspace_id": line.workspace_id, "project_id": line.project_id,
            "entry_id": None if many else line.entry_id, "kind": told.kind, "lane": told.lane, "event_id": line.id,
            "message_id": line.message_id, "actor_id": line.user_id, "facts": _facts(told), "at": line.at,
            "read_at": line.at if line.at < now() - OLD else None, "newest": True}


def _facts(told: Told) -> dict:
    line = told.line
    facts = {"verb": line.verb} | ({"items": told.items} if told.items else {})
    if told.case == "named_by_import":
        return facts | {"verb": "plan.imported", "items": line.new["items"]}
    if told.kind == "late":
        return facts | line.new | ({"reason": line.reason} if line.reason else {})
    if line.verb in WITH_VALUES and not told.items:
        values = {"field": line.field, "old": line.old, "new": line.new, "reason": line.reason}
        facts |= {name: value for name, value in values.items() if value is not None}
        # Whom an import named is for each of them alone.
        if line.verb == "plan.imported":
            facts.pop("old", None)
    return facts


def _mark_newest(notices: list[dict]) -> None:
    """Of several about one entry to one person only the last is the newest."""
    seen = set()
    for notice in reversed(notices):
        key = notice["user_id"], notice["entry_id"]
        notice["newest"] = notice["entry_id"] is None or key not in seen
        seen.add(key)


def _on_the_page(posted: list[News]) -> list[News]:
    """Without what came by mail: its writer has read what that mail answers, and perhaps nothing since."""
    by_mail = {message_id for part in parts([line.message_id for line in posted]) for message_id in db.session.scalars(
        select(Message.id).where(Message.id.in_(part), Message.letter_id.is_not(None)))}
    return [line for line in posted if line.message_id not in by_mail]


def _follows(posted: list[News]) -> list[dict]:
    """Who writes somewhere follows it, and who is named there."""
    by_message = {line.message_id: line for line in posted}
    rows = [_follow(line, line.user_id, "author") for line in posted]
    for part in parts(list(by_message)):
        mentions = select(Mention.message_id, Mention.user_id).where(Mention.message_id.in_(part))
        rows += [_follow(by_message[message_id], user_id, "mentioned") for message_id, user_id in db.session.execute(mentions)]
    return rows


def _follow(line: News, user_id: UUID, why: str) -> dict:
    return {"entry_id": line.entry_id, "user_id": user_id, "workspace_id": line.workspace_id, "project_id": line.project_id,
            "level": "all", "why": why, "at": line.at}


def _advance(name: str, since: int, until: int) -> bool:
    moved = db.session.execute(update(ReadingPlace).where(ReadingPlace.name == name, ReadingPlace.place == since)
                               .values(place=until).execution_options(synchronize_session=False)).rowcount
    if moved or since:
        return bool(moved)
    # The first time of all: two who begin at once meet at the key, and one of them goes on.
    db.session.execute(insert(ReadingPlace).values(name=name, place=until))
    return True


def _read_by_writing(read: list[dict]) -> None:
    """Who answers has read what was said before."""
    if read:
        notices = Notification.__table__
        db.session.execute(update(notices).where(
            notices.c.user_id == bindparam("by"), notices.c.entry_id == bindparam("there"), notices.c.read_at.is_(None),
            notices.c.at <= bindparam("until")).values(read_at=bindparam("until")), read)


def _read_before_told(ids: list[int]) -> None:
    """Who saw a message on an open page before they were told of it has read it."""
    seen = exists().where(Message.id == Notification.message_id, ReadMark.entry_id == Message.entry_id,
                          ReadMark.user_id == Notification.user_id, ReadMark.number >= Message.number)
    for part in parts(ids):
        db.session.execute(update(Notification).where(Notification.id.in_(part), Notification.message_id.is_not(None), seen)
                           .values(read_at=now()).execution_options(synchronize_session=False))


def _forget(gone: list[tuple[UUID, UUID, set[UUID]]]) -> None:
    """Nobody has anything unread of words that are gone."""
    for message_id, entry_id, people in gone:
        _take_as_read(people, Notification.entry_id == entry_id, Notification.message_id == message_id)


def _hide(hidden: dict[UUID, set[UUID]]) -> None:
    """That many things were shared names none of them: once one is hidden again, nothing is said of it any more."""
    for project_id, contacts in hidden.items():
        _take_as_read(contacts, Notification.entry_id.is_(None), Notification.project_id == project_id,
                      Notification.kind == "share")


def _take_as_read(people: set[UUID], *which) -> None:
    # By people: what they have not read is found by an index, and so in a long history too.
    for part in parts(people):
        db.session.execute(update(Notification).where(Notification.user_id.in_(part), Notification.read_at.is_(None), *which)
                           .values(read_at=now()).execution_options(synchronize_session=False))


def _replace_newest(notices: list[dict]) -> None:
    """What was the newest of its entry is so no more."""
    pairs = {(notice["user_id"], notice["entry_id"]) for notice in notices if notice["entry_id"]}
    for part in parts(pairs):
        # The people once more: by pairs alone SQLite looks through all there are.
        db.session.execute(update(Notification).where(
            Notification.newest, Notification.user_id.in_({user_id for user_id, _ in part}),
            tuple_(Notification.user_id, Notification.entry_id).in_(part))
            .values(newest=False).execution_options(synchronize_session=False))


def _tell_pages(notices: list[dict]) -> None:
    """Open pages of these people count anew; of a crowd, those who may hear of the entries at all."""
    people = {notice["user_id"] for notice in notices}
    if len(people) <= BY_NAME:
        rows = [{"user_id": user_id, "lane": "internal"} for user_id in people]
    else:
        where = {(notice["project_id"], notice["entry_id"], notice["lane"]) for notice in notices}
        rows = [{"project_id": project_id, "entry_id": entry_id, "lane": lane} for project_id, entry_id, lane in where]
    blank = {"kind": "inbox", "at": now(), "project_id": None, "entry_id": None, "user_id": None}
    db.session.execute(insert(Signal), [blank | row for row in rows])
    tell_pages()
