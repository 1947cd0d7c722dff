"""The parts of a mail: each a thread of one entry in one lane, with what happened there and what was said."""
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from portal.inbox.quoting import Quoted
from portal.jobs.mails.batch import Batch, Happened, first_told, threads_of
from portal.people.hosts import host_of
from portal.people.membership import Membership

if TYPE_CHECKING:
    from portal.inbox.owed import Notice

#: So many messages and other lines of one thread stand in a mail; a bundle is shorter.
LINES, MESSAGES = 6, 5


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened, as plain values its words are made of."""

    kind: str
    #: Who did it, as the reader may know them.
    by: str | None
    at: datetime
    facts: dict[str, Any]
    #: The line of history, where its reader may read it.
    event: Happened | None


@dataclass(frozen=True, slots=True)
class Part:
    """A thread as a mail tells of it. Named like an entry where a page is linked: its kind, id and project."""

    #: None: about the project itself.
    id: UUID | None
    kind: str | None
    project_id: UUID
    title: str
    #: Where it belongs: its project; of a project itself, the provider.
    project: str
    client: str
    #: The provider: who stands for people whose names the reader does not know.
    house: str
    lane: str
    #: Whether its reader knows of both lanes, and so must see which one this is.
    both_lanes: bool
    lines: tuple[Told, ...]
    messages: tuple[Quoted, ...]
    before: tuple[Quoted, ...]
    #: What is not told for its length.
    more: int
    #: Where its reader reads it; None: at the portal's own address.
    host: str | None

    @property
    def opens(self) -> UUID | None:
        """The message it opens at: the first that is told."""
        return self.messages[0].id if self.messages else None

    @property
    def glimpse(self) -> str:
        """The words of the newest message."""
        return self.messages[-1].glimpse if self.messages else ""


def parts_of(notices: Iterable["Notice"], user_id: UUID, batch: Batch) -> list[tuple[Part, Membership]]:
    """What is told to somebody, thread by thread, and through which membership they read it."""
    found = []
    for (_about, lane), some in threads_of(notices).items():
        project = batch.projects.get(some[0].project_id)
        seat = project and batch.seat_on(user_id, project, some[0].side)
        entry = batch.entries.get(some[0].entry_id) if some[0].entry_id else None
        if seat is None or (entry is None and some[0].entry_id is not None):
            # Whoever left since the fence was asked hears nothing.
            continue
        found.append((_part(entry, project, lane, some, seat, batch), seat))
    return found


def _part(entry, project, lane: str, some: list["Notice"], seat: Membership, batch: Batch) -> Part:
    both_lanes = seat.is_staff
    first = first_told(some, batch.messages)
    said = {message.id: message for each in some if (message := batch.messages.get((each.message_id, lane)))}
    messages = sorted(said.values(), key=lambda message: message.number)
    lines = [_told(each, both_lanes, batch) for each in some if not (each.kind == "reply" and each.message_id in said)]
    return Part(id=entry and entry.id, kind=entry and entry.kind, project_id=project.id,
                title=entry.title if entry else project.name, project=project.name if entry else project.workspace.name,
                client=project.client.name, house=project.workspace.name, lane=lane, both_lanes=both_lanes,
                lines=tuple(lines[-LINES:]), messages=tuple(messages[-MESSAGES:]),
                # What comes right before the first message is of use only where that one is shown.
                before=batch.before[first.id, lane] if first and len(messages) <= MESSAGES else (),
                more=max(0, len(lines) - LINES) + max(0, len(messages) - MESSAGES), host=host_of(seat.workspace, seat.client))


def _told(notice: "Notice", both_lanes: bool, batch: Batch) -> Told:
    # Of what the team did among itself a client is not told, whatever followed from it.
    event = batch.events.get(notice.id)
    may_read = event is not None and (both_lanes or event.lane == "shared")
    return Told(notice.kind, notice.actor, notice.at, notice.facts or {}, event if may_read else None)
