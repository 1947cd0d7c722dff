"""Who has seen a shared message, as far as the reader may know of them."""
from dataclasses import dataclass, field

from sqlalchemy import and_, or_, select

from portal.base.prepared import prepared
from portal.entries.entry import Entry
from portal.people.membership import Membership
from portal.people.person import Person, person_of
from portal.people.user import User
from portal.projects.standing import Standing
from portal.projects.viewer import Viewer
from portal.talk.people import known_to, on_client_side_of, on_staff_of
from portal.talk.read_mark import ReadMark

MOST = 60


@dataclass
class Seen:
    """The readers of one thread, each with how far they came."""

    marks: list[tuple[int, Person]] = field(default_factory=list)

    def by(self, post) -> list[Person]:
        """Those who have seen a shared message, without its author; nobody is said to see what is internal."""
        if post.lane != "shared" or post.deleted:
            return []
        return [person for number, person in self.marks if number >= post.number and person.id != post.author.id]


def seen_by(viewer: Viewer, entry: Entry, standing: Standing | None, *, since: int) -> Seen:
    """How far others have read, for those who read at least to ``since``. One statement."""
    if standing is None or viewer.user_id is None:
        return Seen()
    rows = _marks(viewer, entry, standing.is_staff, since)
    people = {row.id: (row.number, person_of(row, "client" if row.client_id else "staff")) for row in rows}
    return Seen(list(people.values()))


@prepared
def _marks(viewer: Viewer, entry: Entry, staff_here: bool, since: int):
    staff, client = on_staff_of(entry.project), on_client_side_of(entry.project)
    if not staff_here:
        wrote_here = and_(Membership.client_id.is_(None), ReadMark.wrote_shared)
        staff = and_(staff, or_(wrote_here, known_to(viewer, entry.project)))
    return (select(ReadMark.number, User.id, User.name, User.email, Membership.client_id)
            .join(User, User.id == ReadMark.user_id)
            .join(Membership, and_(Membership.user_id == User.id, or_(staff, client)))
            .where(ReadMark.entry_id == entry.id, ReadMark.number >= since, ReadMark.user_id != viewer.user_id)
            .order_by(ReadMark.at).limit(MOST))
