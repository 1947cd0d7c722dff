"""A plan before and after a change, reckoned from how the plan stands now."""
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.base.dates import shifted
from portal.budgets.budget import currency_of
from portal.changes.around import Around, Row, around
from portal.changes.days import later
from portal.changes.effect import Effect
from portal.changes.following import Push, Span, pushed
from portal.changes.line import Line, State
from portal.projects.project import Project
from portal.projects.standing import Standing


@dataclass(frozen=True, slots=True)
class Money:
    """A budget before and after, in the unit and currency it was wished in; before: None where it was in another one."""

    before: Decimal | None
    after: Decimal
    unit: str
    currency: str
    effect: UUID | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would be another, in the order of the plan, and what of the budget."""

    lines: list[Line]
    money: Money | None = None
    #: Titles of what is named beside the lines: what something follows, what it will stand below.
    titles: dict[UUID, str] | None = None

    @property
    def is_empty(self) -> bool:
        return not self.lines and self.money is None


def outlook_for(standing: Standing, effects: Iterable[Effect]) -> Outlook:
    """As this reader may know it. At most one statement."""
    return outlooks_for(standing, effects)[0]


def outlooks_for(standing: Standing, effects: Iterable[Effect], earlier: Outlook | None = None) -> tuple[Outlook, Outlook | None]:
    """As this reader may know it now, and of an earlier one what they may know of it now. At most one statement."""
    effects = list(effects)
    near = _near(standing.viewer, standing.project.id, effects)
    seen = {row.id for row in near.rows.values() if row.seen}
    return (seen_by(standing, _reckoned(standing.project, effects, near), seen),
            earlier and seen_by(standing, earlier, seen))


def outlook_of(project: Project, effects: Iterable[Effect]) -> Outlook:
    """All of it, the team's own too; where the caller writes, the items stay as they are until the commit."""
    effects = list(effects)
    return _reckoned(project, effects, _near(None, project.id, effects))


def seen_by(standing: Standing, whole: Outlook, seen: set[UUID], *, made: bool = False) -> Outlook:
    """What of an outlook a reader may know who sees these items: nothing of others, of none its internal dates.

    ``made`` once what it adds exists: then that too must be seen.
    """
    if standing.is_staff:
        return whole
    titles = {id: title for id, title in (whole.titles or {}).items() if id in seen}
    lines = [_known(line.for_client(), titles) for line in whole.lines if line.id in seen or not made and is_to_be_shared(line)]
    return Outlook([line for line in lines if not line.is_same], whole.money if standing.sees_money else None, titles)


def is_to_be_shared(line: Line) -> bool:
    """Whether it is new and the client will see it."""
    return line.before is None and line.audience != "internal"


def _known(line: Line, titles) -> Line:
    return replace(line, because=line.because if line.because in titles else None,
                   below=line.below if line.below in titles else None)


def _near(viewer, project_id: UUID, effects: list[Effect]) -> Around:
    named = {effect.entry_id for effect in effects if effect.entry_id}
    return around(viewer, project_id, sorted(named), sorted(_of(effects, "move_promise")), sorted(_of(effects, "drop")))


def _of(effects: list[Effect], kind: str) -> set[UUID]:
    return {effect.entry_id for effect in effects if effect.kind == kind}


def _reckoned(project: Project, effects: list[Effect], near: Around) -> Outlook:
    about = defaultdict(list)
    for effect in effects:
        if effect.entry_id in near.rows and effect.kind != "add":
            about[effect.entry_id].append(effect)
    gone = _dropped(near, _of(effects, "drop"))
    pushes = _pushes(near, about, gone)
    lines = [_line(row, about.get(row.id, ()), row.id in gone, pushes.get(row.id)) for row in near.rows.values()]
    lines += [_added(effect, near) for effect in effects if effect.kind == "add"]
    shown = sorted((line for line in lines if not line.is_same), key=lambda line: (line.path, line.before is None, line.id))
    return Outlook(shown, _money(project, effects), {row.id: row.title for row in near.rows.values()})


def _dropped(near: Around, heads: set[UUID]) -> set[UUID]:
    paths = tuple(near.rows[id].path for id in heads if id in near.rows)
    return {row.id for row in near.rows.values() if row.archived_at is None and row.path.startswith(paths)} if paths else set()


def _pushes(near: Around, about, gone: set[UUID]) -> dict[UUID, Push]:
    ends = {id: _day(effect.after["promised"]) for id, effects in about.items() if id not in gone
            for effect in effects if effect.kind == "move_promise" and near.rows[id].is_open}
    spans = {row.id: _span(row) for row in near.rows.values() if row.is_open and row.id not in gone}
    return pushed(spans, near.links, ends)


def _span(row: Row) -> Span:
    end = row.promised or row.due
    return Span(row.start or (end if row.level == "milestone" else None), end)


def _line(row: Row, effects: Iterable[Effect], gone: bool, push: Push | None) -> Line:
    before = _state(row, described=any("description" in effect.after for effect in effects))
    after = None if gone else before
    if after and row.is_open:
        for effect in effects:
            after = _after(after, effect)
        if push:
            after = _later(after, push.days)
    return Line(row.id, row.path, before if row.archived_at is None else None, after if row.archived_at is None else None,
                row.audience, because=push.because if push else None, effects=tuple(effect.id for effect in effects))


def _state(row: Row, *, described: bool) -> State:
    # A text is told only where it is to be another.
    return State(row.title, row.level, row.promised, row.start, row.due, row.description if described else "")


def _after(state: State, effect: Effect) -> State:
    if effect.kind == "change":
        return replace(state, **effect.after)
    if effect.kind == "move_promise":
        return moved(state, _day(effect.after["promised"]))
    return state


def moved(state: State, promised: date | None) -> State:
    """The team's own date keeps its distance from the promise."""
    if state.due is None or state.promised is None or promised is None:
        return replace(state, promised=promised)
    return replace(state, promised=promised, due=shifted(state.due, (promised - state.promised).days))


def _later(state: State, days: int) -> State:
    return replace(state, **{name: later(value, days) for name in ("promised", "start", "due")
                             if (value := getattr(state, name)) is not None})


def _added(effect: Effect, near: Around) -> Line:
    asked = effect.after
    parent = near.rows.get(effect.entry_id)
    state = State(asked["title"], asked["level"], _day(asked["promised"]), description=asked.get("description", ""))
    return Line(effect.id, (parent.path if parent else "") + "~", None, state, "client" if asked["shared"] else "internal",
                effects=(effect.id,), below=parent and parent.id)


def _money(project: Project, effects: list[Effect]) -> Money | None:
    asked = next((effect for effect in effects if effect.kind == "budget"), None)
    if asked is None:
        return None
    was = project.budget if is_in_its_unit(asked, project) else None
    wished = Money(was, Decimal(asked.after["amount"]), asked.after["unit"], asked.after["currency"], asked.id)
    return None if wished.before == wished.after else wished


def is_in_its_unit(effect: Effect, project: Project) -> bool:
    """Whether the budget is still reckoned in what this effect on it was written in."""
    return (effect.after["unit"], effect.after["currency"]) == (project.budget_unit, currency_of(project))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
