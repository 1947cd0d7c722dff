"""The plan as a list: a window of light rows in the order of the tree, through the fence, with whom they are with."""
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select

from portal.base.clock import today
from portal.base.database import db
from portal.base.prepared import Said, prepared
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.people.membership import Membership
from portal.people.user import User
from portal.plan.assignee import Assignee
from portal.plan.hand import Hand
from portal.plan.item import WorkItem
from portal.plan.mine import mine_condition
from portal.plan.outline import WIDTH, heads_of
from portal.plan.stage import Stage
from portal.projects.project import Project
from portal.projects.viewer import Viewer

WINDOW = 100
MOST_WORDS = 8
FILTERS = ("open", "all", "mine", "late", "done", "archived")


@dataclass(slots=True)
class PlanRow:
    """What a list shows of an item, and what its turn depends on. ``depth`` counts the ancestors the reader sees."""

    project_id: UUID
    id: UUID
    path: str
    title: str
    audience: str
    move: str | None
    due: date | None
    promised: date | None
    done_at: datetime | None
    archived_at: datetime | None
    level: str
    start: date | None
    percent: int
    stuck_at: datetime | None
    stuck_reason: str | None
    stage_kind: str | None
    hands: tuple[Hand, ...] = ()
    depth: int = 0
    #: The title of the nearest visible ancestor, where the list does not show it.
    below: str | None = None

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


@dataclass(slots=True)
class Window:
    """Rows, and from where the next window goes on: the id of the last row, or None at the end."""

    rows: list[PlanRow] = field(default_factory=list)
    after: UUID | None = None


COLUMNS = (WorkItem.id, WorkItem.path, WorkItem.title, WorkItem.audience, WorkItem.move, WorkItem.due, WorkItem.promised,
           WorkItem.done_at, WorkItem.archived_at, WorkItem.level, WorkItem.start, WorkItem.percent, WorkItem.stuck_at,
           WorkItem.stuck_reason, Stage.kind)


def plan_window(viewer: Viewer, project: Project, *, side: str, filter: str = "all", q: str = "", after: UUID | None = None,
                limit: int = WINDOW) -> Window:
    """Some of a plan that the viewer may see, from behind one row on. Three statements, whatever its size.

    With ``q`` those whose title has each of its words, in any order.
    """
    asked = viewer, project.id, filter, side, today(project.workspace.time_zone), after, limit + 1
    # What is mine depends on each seat, and what is sought on its words: too much for one shape of a statement.
    narrowed = [_titled(word) for word in q.split()[:MOST_WORDS]]
    if filter == "mine":
        narrowed.append(mine_condition(viewer))
    found = db.session.execute(_some(*asked).where(*narrowed)) if narrowed else _window(*asked)
    rows = [PlanRow(project.id, *row) for row in found]
    window = Window(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)
    _name_hands(window.rows)
    _hang(window.rows, viewer, project)
    return window


def rows_beside(viewer: Viewer, project: Project, path: str, *, limit: int = 60) -> list[PlanRow]:
    """Present rows around the one at a path: from the top where it is near, else from its parent on."""
    rows = _present(viewer, project, limit)
    if all(row.path != path for row in rows):
        rows = _present(viewer, project, limit, path[:-WIDTH] or path)
    _name_hands(rows)
    _hang(rows, viewer, project)
    return rows


def _present(viewer, project, limit, start="") -> list[PlanRow]:
    found = db.session.execute(rows_visible_to(viewer, project.id).where(WorkItem.archived_at.is_(None), WorkItem.path >= start)
                               .order_by(WorkItem.path).limit(limit))
    return [PlanRow(project.id, *row) for row in found]


def ancestors_of(viewer: Viewer, project: Project, paths: set[str]) -> dict[str, tuple[UUID, str]]:
    """Id and title by path, of those at these paths that the viewer may see and that are not put away."""
    if not paths:
        return {}
    found = _at(viewer, project.id, [Said(path) for path in paths])
    return {path: (id, title) for path, id, title in found}


def rows_visible_to(viewer: Viewer, project_id: UUID):
    """The columns of PlanRow behind the project's id, for every item the viewer may see. Composable."""
    return (select(*COLUMNS).select_from(WorkItem).outerjoin(Stage, Stage.id == WorkItem.stage_id)
            .where(WorkItem.project_id == project_id, WorkItem.kind == "work_item", visible_condition(viewer, WorkItem)))


@prepared
def _at(viewer, project_id, paths):
    return select(Entry.path, Entry.id, Entry.title).where(
        Entry.project_id == project_id, Entry.kind == "work_item", Entry.path.in_(paths), Entry.archived_at.is_(None),
        visible_condition(viewer))


def _some(viewer, project_id, filter, side, day, after, limit):
    wanted = rows_visible_to(viewer, project_id).where(_kept(filter, side, day)).order_by(WorkItem.path).limit(limit)
    if after is None:
        return wanted
    behind = select(Entry.path).where(Entry.id == after, Entry.project_id == project_id,
                                      visible_condition(viewer)).scalar_subquery()
    return wanted.where(WorkItem.path > behind)


_window = prepared(_some)


def _kept(filter, side, day):
    present = WorkItem.archived_at.is_(None)
    open_ = and_(present, WorkItem.done_at.is_(None))
    late = WorkItem.promised < day
    conditions = {"all": present, "open": open_, "mine": open_, "done": and_(present, WorkItem.done_at.is_not(None)),
                  "late": and_(open_, or_(late, WorkItem.due < day) if side == "staff" else late),
                  "archived": WorkItem.archived_at.is_not(None)}
    return conditions[filter]


def _titled(word: str):
    """Whether a title has this in it. SQLite takes only a to z in either case: other letters are tried in both."""
    sought = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return or_(*(WorkItem.title.ilike(f"%{each}%", escape="\\")
                 for each in sorted({sought, sought.lower(), sought.upper(), sought.capitalize()})))


def _name_hands(rows) -> None:
    hands = hands_of([row.id for row in rows])
    for row in rows:
        row.hands = hands.get(row.id, ())


def hands_of(ids: list[UUID]) -> dict[UUID, tuple[Hand, ...]]:
    """Who is named for each of these items and still belongs here."""
    named = defaultdict(tuple)
    for entry_id, seat_id, user_id, client_id, name, email in _named(ids) if ids else ():
        named[entry_id] += (Hand(seat_id, user_id, "client" if client_id else "staff", name or email.partition("@")[0]),)
    return named


@prepared
def _named(ids):
    return (select(Assignee.entry_id, Membership.id, Membership.user_id, Membership.client_id, User.name, User.email)
            .join(Membership, Membership.id == Assignee.membership_id).join(User, User.id == Membership.user_id)
            .where(Assignee.entry_id.in_(ids), Membership.removed_at.is_(None)).order_by(Assignee.at, Membership.id))


def _hang(rows, viewer, project) -> None:
    """A hidden parent is never shown: what is shared below it hangs under the nearest ancestor the reader sees."""
    shown = {row.path: row for row in rows}
    heads = {row.path: heads_of(row.path) for row in rows}
    outside = ancestors_of(viewer, project, {head for path in heads.values() for head in path} - shown.keys())
    for row in rows:
        above = [head for head in heads[row.path] if head in shown or head in outside]
        row.depth = len(above)
        if above and above[-1] in outside:
            row.below = outside[above[-1]][1]


def row_beside(viewer: Viewer, item: WorkItem) -> PlanRow:
    """The row of an item, with its stage and hands loaded, as it stands in a list. One statement."""
    row = PlanRow(item.project_id, *(getattr(item, column.key) for column in COLUMNS[:-1]), item.stage and item.stage.kind,
                  hands=tuple(item.hands))
    _hang([row], viewer, item.project)
    return row


def row_of(item: WorkItem) -> PlanRow:
    """The row of an item that was just made: nobody is named for it yet."""
    stage = db.session.get(Stage, item.stage_id) if item.stage_id else None
    return PlanRow(item.project_id, *(getattr(item, column.key) for column in COLUMNS[:-1]), stage and stage.kind)
