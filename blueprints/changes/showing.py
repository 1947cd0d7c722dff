"""Before and after in words: one row for each item, what of it is another, and what all of it comes to."""
from datetime import date
from typing import NamedTuple
from uuid import UUID

from flask import url_for

from blueprints.changes.words import budget_words, days_moved
from blueprints.plan.words import level_word
from blueprints.support.formats import day
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from portal.changes.change_request import ChangeRequest
from portal.changes.line import Line, State
from portal.changes.outlook import Money, Outlook
from portal.projects.standing import Standing

#: So many rows of a page; what is left out is told by number.
MOST = 200


class Row(NamedTuple):
    """An item before and after, as it is written."""

    line: Line
    level: str
    #: Where the item is, where there is one already.
    url: str | None
    before: list[str]
    after: list[str]
    #: By how much, and why it follows.
    note: str | None
    #: The effects that can be left out again.
    effects: tuple[UUID, ...]
    internal: bool


class Shown(NamedTuple):
    """All of a change as its reader sees it."""

    rows: list[Row]
    more: int
    sums: list[tuple[str, str]]
    money: tuple[str, str] | None
    money_effect: UUID | None
    chart: "Chart | None"


class Mark(NamedTuple):
    """A promised date that moves: where it is and where it comes to stand, as shares of a thousand."""

    title: str
    was: float
    will: float
    word: str


class Chart(NamedTuple):
    marks: list[Mark]
    first: date
    last: date


def shown(outlook: Outlook, change: ChangeRequest, standing: Standing) -> Shown:
    """What a page shows of an outlook that its reader may see."""
    rows = [_row(line, outlook, change, standing) for line in outlook.lines[:MOST]]
    money = outlook.money
    return Shown(rows, max(0, len(outlook.lines) - MOST), _sums(outlook),
                 (_amount(money.before, money), _amount(money.after, money)) if money else None,
                 money.effect if money else None, chart_of(outlook.lines))


def _row(line: Line, outlook: Outlook, change: ChangeRequest, standing: Standing) -> Row:
    there = line.before is not None or change.state == "accepted"
    url = url_for("items.show", project_id=change.project_id, item_id=line.id) if there else None
    return Row(line, level_word(line.level), url, _told(line.before, line.after, line), _told(line.after, line.before, line),
               _note(line, outlook), line.effects, standing.is_staff and line.audience == "internal")


def _told(state: State | None, other: State | None, line: Line) -> list[str]:
    """What a state says that the other does not; of something new or dropped all that matters."""
    if state is None:
        return [_("Not in the plan")]
    if other is None:
        return [_("Promised for %(day)s", day=day(state.promised)) if state.promised else _("No date promised"),
                *([state.description] if state.description else [])]
    told = [_("Called “%(title)s”", title=state.title)] if state.title != other.title else []
    if state.promised != other.promised:
        told.append(_("Promised for %(day)s", day=day(state.promised)) if state.promised else _("No date promised"))
    days = ((_starts, _differing("start", state, other)), (_due, _differing("due", state, other)))
    told += [words(value) for words, value in days if value]
    return told + ([state.description or _("No description")] if state.description != other.description else [])


def _differing(field: str, state: State, other: State) -> date | None:
    return getattr(state, field) if getattr(state, field) != getattr(other, field) else None


def _starts(value: date) -> str:
    return _("Starts %(day)s", day=day(value))


def _due(value: date) -> str:
    return _("Due %(day)s, for the team", day=day(value))


def _note(line: Line, outlook: Outlook) -> str | None:
    titles = outlook.titles or {}
    moved = days_moved(line.days) if line.days else None
    if line.because in titles:
        why = _("follows “%(title)s”", title=titles[line.because])
        return f"{moved}, {why}" if moved else why
    if line.below in titles:
        return _("below “%(title)s”", title=titles[line.below])
    return moved


def _sums(outlook: Outlook) -> list[tuple[str, str]]:
    """What it comes to: (icon, words)."""
    counts = {kind: sum(line.kind == kind for line in outlook.lines) for kind in ("add", "drop", "change")}
    sums = []
    if counts["add"]:
        sums.append(("plus", ngettext("%(num)s item more", "%(num)s items more", counts["add"])))
    if counts["drop"]:
        sums.append(("trash", ngettext("%(num)s item less", "%(num)s items less", counts["drop"])))
    if counts["change"]:
        sums.append(("edit", ngettext("%(num)s item changed", "%(num)s items changed", counts["change"])))
    days = [line.days for line in outlook.lines if line.days]
    if days:
        moved = ngettext("%(num)s promised date moves", "%(num)s promised dates move", len(days))
        sums.append(("calendar", _("%(moved)s, at most %(days)s", moved=moved, days=days_moved(max(days, key=abs)))))
    return sums + ([("chart", _money(outlook.money))] if outlook.money else [])


def _money(money: Money) -> str:
    after = _amount(money.after, money)
    if money.before is None:
        return _("Budget: %(amount)s", amount=after)
    more = money.after - money.before
    if more < 0:
        return _("Budget %(less)s less: %(amount)s", less=_amount(-more, money), amount=after)
    return _("Budget %(more)s more: %(amount)s", more=_amount(more, money), amount=after)


def _amount(amount, money: Money) -> str:
    return budget_words(amount, money.unit, money.currency)


def chart_of(lines: list[Line]) -> Chart | None:
    """The promised dates that move, on one scale. Nothing where none does."""
    moving = [line for line in lines if line.days][:30]
    if not moving:
        return None
    days = [value for line in moving for value in (line.before.promised, line.after.promised)]
    first, last = min(days), max(days)
    span = max(1, (last - first).days)
    return Chart([Mark(line.title, *(round(20 + 960 * (value - first).days / span, 1)
                                     for value in (line.before.promised, line.after.promised)),
                       days_moved(line.days)) for line in moving], first, last)


def moved_since(live: Outlook, kept: Outlook) -> list[tuple[str, str, str]]:
    """What of the plan is another than when it was asked about: title, then, now."""
    now, then = ({line.id: line.before for line in each.lines if line.before} for each in (live, kept))
    found = []
    for id, state in {**now, **then}.items():
        was, is_now = then.get(id), now.get(id)
        if was == is_now:
            continue
        found.append((state.title, _as_it_stood(was), _as_it_stood(is_now)))
    if live.money and kept.money and live.money.before != kept.money.before:
        found.append((_("Budget"), _amount(kept.money.before, kept.money), _amount(live.money.before, live.money)))
    return found


def _as_it_stood(state: State | None) -> str:
    if state is None:
        return _("Not part of this change")
    told = _("Promised for %(day)s", day=day(state.promised)) if state.promised else _("No date promised")
    return f"“{state.title}”, {told}" if state.start is None else f"“{state.title}”, {_starts(state.start)}, {told}"
