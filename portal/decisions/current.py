"""The things of an approval as they are now, for those who are asked: the newest version they may see, the item as it stands."""
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, with_polymorphic

from portal.base.database import db
from portal.decisions.approval import Approval
from portal.decisions.canonical import FORMS, form_of, sha256_of
from portal.decisions.thing import Thing
from portal.entries.entry import Entry
from portal.files.reading import open_to
from portal.files.version import Version


@dataclass(frozen=True)
class Current:
    """One thing as it is now."""

    kind: str
    entry_id: UUID | None
    version_id: UUID | None
    sha256: bytes
    canonical: str | None
    title: str

    @property
    def hex(self) -> str:
        return self.sha256.hex()


class Away(Exception):
    """Something that is asked about was put away, or no version of it is left: nobody can answer until it is back."""


def things_of(approval: Approval, round: int | None = None) -> list[Thing]:
    """The things of a round, the current one unless another is named, in their order. One statement."""
    return list(db.session.scalars(
        select(Thing).where(Thing.approval_id == approval.id, Thing.round == (round or approval.round)).order_by(Thing.position)))


def current_things(things: Sequence[Thing], *, shared: bool) -> list[Current]:
    """These things as they are now; ``shared`` where only shared versions count. Two statements. Raises Away."""
    ids = [thing.entry_id for thing in things if thing.entry_id]
    whole = _with_all_it_has()
    entries = {entry.id: entry for entry in db.session.scalars(select(whole).where(whole.id.in_(ids)))} if ids else {}
    if any(entry.archived_at is not None for entry in entries.values()):
        raise Away
    newest = newest_versions([thing.entry_id for thing in things if thing.kind == "version"], shared=shared)
    return [_current(thing, entries, newest) for thing in things]


def as_they_stand(approval: Approval, things: Sequence[Thing]) -> list:
    """What an answer given now must name: these things, or where something newer exists what there is by now.

    An answer to exactly these counts; it lays the round itself. Of what has ended things stay what they were. At most two
    statements. Raises Away.
    """
    if not approval.is_open:
        return list(things)
    current = current_things(things, shared=approval.is_for_client)
    return list(things) if same(things, current) else current


def newest_versions(document_ids: Sequence[UUID], *, shared: bool) -> dict[UUID, Version]:
    """By document the newest version that is there: for the client side of the shared ones. One statement."""
    if not document_ids:
        return {}
    other = aliased(Version)
    newest = (select(func.max(other.number)).where(other.document_id == Version.document_id, open_to(not shared, other))
              .correlate(Version).scalar_subquery())
    found = db.session.scalars(select(Version).where(Version.document_id.in_(document_ids), Version.number == newest))
    return {version.document_id: version for version in found}


@cache
def _with_all_it_has():
    """Entries with what only their own kind has, where a form may ask for it: else each were read once more by itself."""
    kinds = Entry.__mapper__.polymorphic_map
    return with_polymorphic(Entry, [kinds[kind].class_ for kind in FORMS])


def _current(thing: Thing, entries: dict, newest: dict) -> Current:
    if thing.kind == "text":
        return Current("text", None, None, thing.sha256, thing.canonical, thing.title)
    if thing.kind == "item":
        return of_entry(entries[thing.entry_id])
    version = newest.get(thing.entry_id)
    if version is None:
        raise Away
    return of_version(version)


def of_entry(entry: Entry) -> Current:
    """An entry as it stands. Raises KeyError for a kind that has no form."""
    form = form_of(entry)
    return Current("item", entry.id, None, sha256_of(form), form, entry.title)


def of_version(version: Version) -> Current:
    """A version: its very bytes."""
    return Current("version", version.document_id, version.id, version.sha256, None, version.name)


def same(things: Sequence, others: Sequence) -> bool:
    """Whether two rounds ask about the same bytes in the same order."""
    return [thing.sha256 for thing in things] == [thing.sha256 for thing in others]
