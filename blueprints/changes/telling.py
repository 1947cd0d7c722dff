"""The canonical form of a change request in words: each item before and after, then the budget."""
from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from blueprints.changes.words import budget_words
from blueprints.plan.words import LEVELS
from blueprints.support.formats import day
from blueprints.support.forms_told import TELLERS, Told, same
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _

CHANGE, WHY, BUDGET = _l("Change"), _l("Why"), _l("Budget")


def tell_change(form: dict) -> list[Told]:
    """What was asked about."""
    lines = [*same(in_words(CHANGE), form["title"]), *same(in_words(WHY), form["why"])]
    lines += [_item(item["before"], item["after"]) for item in form["items"]]
    if budget := form.get("budget"):
        lines.append(Told(in_words(BUDGET), *(_amount(budget[when], budget) for when in ("before", "after"))))
    return lines


def _amount(text: str | None, budget: dict) -> str:
    return budget_words(Decimal(text) if text else None, budget["unit"], budget["currency"])


def _item(before: dict | None, after: dict | None) -> Told:
    level = in_words(LEVELS[(before or after)["level"]])
    if before is None:
        return Told(after["title"], _("not in the plan"), ", ".join([level, _state(after)]))
    if after is None:
        return Told(before["title"], ", ".join([level, _state(before)]), _("not in the plan"))
    starts = before["start"] != after["start"]
    return Told(before["title"], _state(before, starts=starts), _state(after, of=before["title"], starts=starts))


def _state(state: dict, *, of: str | None = None, starts: bool = False) -> str:
    told = [f"“{state['title']}”"] if of not in (None, state["title"]) else []
    if state["start"] and starts:
        told.append(_("starts %(day)s", day=_day(state["start"])))
    told.append(_("promised for %(day)s", day=_day(state["promised"])) if state["promised"] else _("no date promised"))
    if state.get("description"):
        told.append(state["description"])
    return ", ".join(told)


def _day(text: str) -> str:
    # A receipt is read in other years, too.
    return day(date.fromisoformat(text), year=True)


TELLERS["change_request"] = tell_change
