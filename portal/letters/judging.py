"""Whose answer a mail is and where it goes, or why it cannot go there: looked up through the fence, nothing written."""
from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from portal.base.config import Settings
from portal.base.database import db
from portal.entries.entry import Entry
from portal.entries.visible import find_entry
from portal.letters.addressing import bounced, find_reply_address, is_bounce_word
from portal.letters.arrival import Arrival
from portal.letters.authentic import verdict
from portal.letters.automatic import why_automatic
from portal.letters.bounces import Bounce, bounces_in, is_report
from portal.letters.parsing import Unreadable
from portal.letters.several import mail_of_several
from portal.notices.reply_address import ReplyAddress
from portal.people.user import User, tidy_email
from portal.people.workspace import Workspace
from portal.plan.item import WorkItem
from portal.plan.reading import find_item
from portal.projects.standing import Standing, standing_on_seen
from portal.projects.viewer import active_memberships, viewer_of
from portal.talk.access import lanes_of, may_reply


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Where a mail goes: into a thread (there is no reason against it), into the tray, or to the record of bounces."""

    reason: str | None = None
    workspace_id: UUID | None = None
    #: Whose address it reached, and whether nothing speaks against its being written by them.
    user: User | None = None
    genuine: bool = False
    reached_id: UUID | None = None
    address: ReplyAddress | None = None
    entry: Entry | None = None
    standing: Standing | None = None
    #: It is the report of a mail server, and what it says of an address that mail does not reach.
    report: bool = False
    bounce: Bounce | None = None

    @property
    def state(self) -> str:
        return "bounce" if self.report else "tray" if self.reason else "posted"


def judge(arrival: Arrival, settings: Settings) -> Judgement:
    """What becomes of a mail, as things stand now."""
    if arrival.trouble is None and is_report(arrival.message):
        return _report(arrival, settings)
    address = find_reply_address(arrival.word)
    judgement = (_answer(arrival, address, settings) if address
                 else _to_several(arrival, settings) or _astray(arrival, settings))
    # What does harm is called so, whoever sent it and wherever it was going.
    return replace(judgement, reason="virus") if arrival.trouble == "virus" else judgement


def set_aside(arrival: Arrival, reason: str, settings: Settings) -> Judgement:
    """For the tray, without a closer look than at who wrote it: they hear that it was not posted."""
    address = find_reply_address(arrival.word)
    if address is None:
        return Judgement(reason=reason, workspace_id=_workspace_of(arrival.senders))
    user = db.session.get(User, address.user_id)
    try:
        genuine = _against(arrival, user, settings) is None
    except Exception:
        # This may be what we stumbled over.
        genuine = False
    return Judgement(reason=reason, workspace_id=address.workspace_id, address=address, user=user, reached_id=user.id,
                     genuine=genuine)


def _machine(arrival: Arrival, settings: Settings) -> str | None:
    return "automatic" if why_automatic(arrival.message, own_host=urlsplit(settings.base_url).hostname) else None


def _against(arrival: Arrival, user: User, settings: Settings) -> str | None:
    """Why it is not this person's own word."""
    if machine := _machine(arrival, settings):
        return machine
    if arrival.senders != [user.email]:
        return "other_sender"
    return "forged" if verdict(arrival.message, settings.mail_in_trusted) == "fail" else None


def _answer(arrival: Arrival, address: ReplyAddress, settings: Settings) -> Judgement:
    user = db.session.get(User, address.user_id)
    known = {"workspace_id": address.workspace_id, "user": user, "reached_id": user.id, "address": address}
    if against := _against(arrival, user, settings):
        return Judgement(reason=against, **known)
    viewer = viewer_of(user)
    entry = _find(viewer, address)
    standing = entry and standing_on_seen(viewer, entry.project)
    if standing is None:
        return Judgement(reason="no_access", genuine=True, **known)
    reason = _in_the_way(arrival, standing, address)
    return Judgement(reason=reason, genuine=True, entry=entry, standing=standing, **known)


def _to_several(arrival: Arrival, settings: Settings) -> Judgement | None:
    """An answer to a mail about several threads, or about none: nobody guesses which one is meant. None for another mail."""
    user = _user_of(arrival.senders)
    found = mail_of_several(arrival.word, user, settings)
    if found is None:
        return None
    reached, workspace_id = found
    against = _against(arrival, reached, settings)
    return Judgement(reason=against or "several", workspace_id=workspace_id, user=reached, reached_id=reached.id,
                     genuine=against is None)


def _astray(arrival: Arrival, settings: Settings) -> Judgement:
    """A mail to no address that we made. Whom a trusted server vouches for hears that nothing was posted."""
    machine = _machine(arrival, settings)
    vouched = machine is None and verdict(arrival.message, settings.mail_in_trusted) == "pass"
    user = _user_of(arrival.senders) if vouched else None
    return Judgement(reason=machine or "no_address", workspace_id=_workspace_of(arrival.senders), user=user,
                     genuine=user is not None)


def _find(viewer, address: ReplyAddress) -> Entry | None:
    """The entry, through the fence; an item with what a report on it asks for."""
    entry = find_entry(viewer, address.project_id, address.entry_id)
    return find_item(viewer, address.project_id, address.entry_id) if isinstance(entry, WorkItem) else entry


def _in_the_way(arrival: Arrival, standing: Standing, address: ReplyAddress) -> str | None:
    """What keeps the answer of somebody who sees the entry out of its thread."""
    if not may_reply(standing) or address.lane not in lanes_of(standing):
        return "may_not"
    if arrival.trouble:
        return arrival.trouble
    try:
        reading = arrival.reading
    except Unreadable:
        return "unreadable"
    return None if arrival.trimmed.reply.strip() or reading.files else "no_words"


def _report(arrival: Arrival, settings: Settings) -> Judgement:
    """What a mail server tells. It counts only at the address that was made for the one it is about.

    Anybody can write such a mail; others are for staff to look at.
    """
    found = bounces_in(arrival.message)
    about = bounced(arrival.word, [each.address for each in found], settings) if is_bounce_word(arrival.word) else None
    if found and about is None:
        return Judgement(reason="bounce", workspace_id=_workspace_of([tidy_email(each.address) for each in found]))
    return Judgement(report=True, bounce=next((each for each in found if tidy_email(each.address) == about), None))


def _workspace_of(senders: list[str]) -> UUID | None:
    """Whose mail it probably is: of the only workspace there is, or of the only one its sender belongs to."""
    only = db.session.scalars(select(Workspace.id).where(Workspace.archived_at.is_(None)).limit(2)).all()
    if len(only) == 1:
        return only[0]
    user = _user_of(senders)
    rooms = {seat.workspace_id for seat in db.session.scalars(active_memberships(user.id))} if user else set()
    return rooms.pop() if len(rooms) == 1 else None


def _user_of(senders: list[str]) -> User | None:
    return db.session.scalar(select(User).where(User.email == senders[0])) if len(senders) == 1 else None
