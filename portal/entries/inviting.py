"""What an invitation may open: entries every contact of the project can see, or that are shared for it."""
from uuid import UUID

from sqlalchemy import select

from portal.base.database import db
from portal.entries.access import may_share
from portal.entries.entry import Entry
from portal.entries.reach import hidden_above, reaches_client
from portal.entries.visible import visible_condition
from portal.projects.standing import Standing

MANY = 200


class NotShared(ValueError):
    """The entry must be shared first: ``code`` is internal (it can be done along), named or above (it cannot)."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)


def entries_to_invite_to(standing: Standing, chosen: UUID | None = None) -> list[Entry]:
    """Shared, open entries of the project by place in the plan, and the chosen one. One statement."""
    project, viewer = standing.project, standing.viewer
    # What is about another entry, such as a file, is opened from there.
    usual = Entry.audience == "client", Entry.about_id.is_(None), Entry.archived_at.is_(None), Entry.done_at.is_(None)
    wanted = select(Entry).where(Entry.project_id == project.id, visible_condition(viewer))
    listed = list(db.session.scalars(wanted.where(*usual).order_by(Entry.kind.desc(), Entry.path, Entry.id).limit(MANY)))
    if chosen is None or any(entry.id == chosen for entry in listed):
        return listed
    return [*db.session.scalars(wanted.where(Entry.id == chosen)), *listed]


def must_be_shared(*, entry: Entry, by: Standing, sharing: bool) -> bool:
    """Whether the entry is to be shared along, so that every contact sees it. Raises NotShared where that cannot be."""
    if entry.audience == "client" and reaches_client(entry):
        return False
    if entry.audience == "named":
        raise NotShared("named")
    if hidden_above([entry]) or not entry.may_be_shared:
        raise NotShared("above")
    if not (sharing and may_share(by)):
        raise NotShared("internal")
    return True
