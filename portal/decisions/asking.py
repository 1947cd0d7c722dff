"""Asking named people about exact things."""
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from portal.base.clock import now
from portal.base.database import db
from portal.decisions.approval import RULES, Approval
from portal.decisions.approver import Approver
from portal.decisions.candidates import contacts_seeing, could_approve
from portal.decisions.canonical import FORMS, SPONSORED, sha256_of, text_form
from portal.decisions.current import Current, newest_versions, of_entry, of_version
from portal.decisions.settling import lay_things, settle
from portal.entries.about import also_about, set_about
from portal.entries.entry import Entry
from portal.entries.readers import name_readers
from portal.entries.telling import tell
from portal.people.membership import Membership
from portal.projects.project import Project
from portal.projects.standing import Standing

TEXT_TITLE = 80
MOST_APPROVERS, MOST_THINGS = 20, 20


class Asked(NamedTuple):
    """What is asked about: a version of a document, an entry as it stands, or a text."""

    kind: str
    entry_id: UUID | None = None
    version_id: UUID | None = None
    text: str = ""


class CannotAsk(ValueError):
    """Why nothing was asked, as a code, and whom or what it is about.

    ``things`` (none, or too many), ``approvers`` (none, too many, or not one where the rule says so), ``not_allowed``
    (memberships that may not decide here), ``not_seen`` (memberships that do not see all of it, or entries the client
    does not), ``put_away``, ``newer`` (versions that are no longer the newest), ``kind`` (cannot be asked about).
    """

    def __init__(self, code: str, about: Sequence = ()):
        self.code, self.about = code, tuple(about)
        super().__init__(code)


def ask(*, approval_id: UUID, by: Standing, project: Project, title: str, question: str, things: Sequence[Asked],
        approvers: Sequence[UUID], rule: str, until: date | None = None, typed_name: bool = False,
        about: Entry | None = None, audience: str | None = None, readers: Sequence[UUID] = (),
        role: str = "approver") -> Approval:
    """Ask these memberships, in this order. The client sees it where a contact asks or is asked, if nothing else is said.

    Where the workspace wants names typed they are, whatever is said here. It is about the entry given,
    else about its first thing; whoever sees it sees all its things. The id is that of the act: a second one under it
    violates the key. Raises CannotAsk.
    """
    seats = _seats(project, approvers, rule, role)
    shared = audience != "internal" if audience else by.side == "client" or any(not seat.is_staff for seat in seats)
    entries = _entries(project, things)
    current = _current(things, entries, shared)
    _check_kinds(things, entries, role)
    _check_seen(project, seats, [*entries.values(), *([about] if about else [])], shared, readers)
    approval = Approval(
        id=approval_id, workspace_id=project.workspace_id, project_id=project.id, title=title, question=question, rule=rule,
        typed_name=typed_name or by.project.workspace.typed_names, role=role, promised=until,
        created_by_id=by.viewer.user_id, round=1, state="open",
        audience=(audience or "client") if shared else "internal", first_shared_at=now() if shared else None)
    db.session.add(approval)
    # Its things hang on it, and know it by its id only.
    db.session.flush()
    _tie(approval, about, list(entries.values()))
    if approval.audience == "named":
        name_readers(approval, set(readers), set())
    lay_things(approval, current)
    db.session.add_all(Approver(workspace_id=project.workspace_id, approval_id=approval.id, membership_id=seat.id,
                                position=position) for position, seat in enumerate(seats))
    db.session.flush()
    set_committed_value(approval, "project", project)
    tell(approval, actor_id=by.viewer.user_id, verb="approval_asked", field="decision", new={"rule": rule})
    settle(approval, by.viewer.user)
    return approval


def _seats(project: Project, approvers: Sequence[UUID], rule: str, role: str) -> list[Membership]:
    if rule not in RULES:
        raise ValueError(rule)
    wanted = list(dict.fromkeys(approvers))
    if not wanted or len(wanted) > MOST_APPROVERS or rule == "one" and len(wanted) > 1:
        raise CannotAsk("approvers", wanted)
    known = {seat.id: seat for seat in could_approve(project, role=role)}
    strangers = [seat_id for seat_id in wanted if seat_id not in known]
    if strangers:
        raise CannotAsk("not_allowed", strangers)
    return [known[seat_id] for seat_id in wanted]


def _entries(project: Project, things: Sequence[Asked]) -> dict[UUID, Entry]:
    if not things or len(things) > MOST_THINGS:
        raise CannotAsk("things")
    ids = list(dict.fromkeys(thing.entry_id for thing in things if thing.entry_id))
    found = {entry.id: entry for entry in db.session.scalars(
        select(Entry).where(Entry.id.in_(ids), Entry.project_id == project.id))} if ids else {}
    missing = [id for id in ids if id not in found or found[id].archived_at is not None]
    if missing:
        raise CannotAsk("put_away", missing)
    return {id: found[id] for id in ids}


def _current(things: Sequence[Asked], entries: dict, shared: bool) -> list[Current]:
    newest = newest_versions([thing.entry_id for thing in things if thing.kind == "version"], shared=shared)
    return [_of(thing, entries, newest) for thing in things]


def _of(thing: Asked, entries: dict, newest: dict) -> Current:
    if thing.kind == "text":
        form = text_form(thing.text)
        return Current("text", None, None, sha256_of(form), form, " ".join(thing.text.split())[:TEXT_TITLE])
    entry = entries.get(thing.entry_id)
    if thing.kind == "item" and entry is not None and entry.kind in FORMS:
        return of_entry(entry)
    if thing.kind != "version" or entry is None:
        raise CannotAsk("kind", [thing.entry_id])
    version = newest.get(entry.id)
    if version is None:
        raise CannotAsk("not_seen", [entry.id])
    if thing.version_id not in (None, version.id):
        raise CannotAsk("newer", [entry.id])
    return of_version(version)


def _check_kinds(things: Sequence[Asked], entries: dict, role: str) -> None:
    theirs = [thing.entry_id for thing in things if thing.kind == "item" and entries[thing.entry_id].kind in SPONSORED]
    if theirs and role != "sponsor":
        raise CannotAsk("kind", theirs)


def _check_seen(project: Project, seats: list[Membership], entries: list[Entry], shared: bool, readers) -> None:
    contacts = [seat.id for seat in seats if not seat.is_staff]
    if contacts and not shared:
        raise CannotAsk("not_seen", contacts)
    if not shared:
        return
    hidden = [entry.id for entry in entries if not entry.is_shared]
    if hidden:
        raise CannotAsk("not_seen", hidden)
    seeing = contacts_seeing(project, entries)
    blind = [seat for seat in {*contacts, *readers} if seat not in seeing]
    if blind:
        raise CannotAsk("not_seen", blind)


def _tie(approval: Approval, about: Entry | None, entries: list[Entry]) -> None:
    """Tied to all it asks about: where one of them is hidden, so is the question."""
    first = about or next(iter(entries), None)
    if first is not None:
        set_about(approval, first)
        also_about(approval, {entry.id for entry in entries})
