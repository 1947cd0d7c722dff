"""What sample projects were agreed to cost, what they took so far, and which promises moved on the way."""
from datetime import date, timedelta
from decimal import Decimal

from portal.base.clock import at
from portal.base.database import db
from portal.budgets.agreeing import agree, share_budget
from portal.budgets.spending import Spending
from portal.budgets.warning import watch_budget
from portal.people.workspace import Workspace
from portal.plan.promising import promise
from portal.sample.outline import Jotted

#: What an hour counts; so much of a planned day goes into one item; nothing takes longer than that.
RATE, SHARE, LONGEST = Decimal(95), Decimal("2.3"), 40
#: People are quicker or slower than they thought, one after the other.
PACES = (Decimal("1"), Decimal("1.15"), Decimal("0.85"), Decimal("1.3"))


def estimated(stage, jot: Jotted) -> Decimal | None:
    """The hours a jotted item is planned to take, where somebody of the team is named for it."""
    of_team = any(key in stage.seats and stage.seats[key].is_staff for key in jot.who)
    days = jot.days.get("d", 0) - jot.days.get("s", 0)
    return Decimal(min(LONGEST, max(2, round(days * SHARE)))) if of_team and "d" in jot.days and "s" in jot.days else None


def play_money(stage, jots: list[Jotted]) -> None:
    """Agree on the budget, note what was spent, move the promises that moved."""
    project, maker, facts = stage.project, stage.maker.user, stage.script.FACTS
    currency = db.session.get(Workspace, project.workspace_id).currency
    project.budget_rate = RATE
    for days, amount, reason in getattr(stage.script, "BUDGETS", ((facts["start"], facts["budget"], ""),)):
        with at(stage.day(days, 2)):
            agree(project=project, by=maker, amount=Decimal(amount), reason=reason, currency=currency)
            if facts["budget_shared"]:
                share_budget(project=project, by=maker, shared=True)
            db.session.flush()
    for days, title, day, reason, kind in getattr(stage.script, "SLIPS", ()):
        with at(stage.day(days, 3)):
            promise(item=stage.items[title], by=maker, day=stage.date(day), reason=reason, kind=kind)
            db.session.flush()
    for number, jot in enumerate(jots):
        _spend(stage, jot, number)
    for days, title, amount, note in getattr(stage.script, "COSTS", ()):
        _add(stage, maker, stage.items[title], stage.date(days), kind="cost", amount=Decimal(amount), note=note)
    db.session.flush()
    with at(stage.day(-1)):
        watch_budget(project)


def _spend(stage, jot: Jotted, number: int) -> None:
    """What somebody worked on an item so far, on a few of its days."""
    planned, percent = estimated(stage, jot), 100 if "done" in jot.words else jot.percent
    hours = (planned or Decimal(0)) * percent / 100 * PACES[number % len(PACES)]
    if not hours:
        return
    by = next(stage.seats[key].user for key in jot.who if key in stage.seats and stage.seats[key].is_staff)
    first, last = stage.date(jot.days["s"]), stage.date(min(jot.days["d"], -1))
    for part, day in enumerate((first, first + (last - first) / 2, last)):
        share = round(hours * 4 / 3) / Decimal(4)
        if share:
            _add(stage, by, stage.items[jot.title], _workday(day), kind="time", hours=share, amount=share * RATE,
                 note=("", "", "Mended what came back")[part])


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _add(stage, by, item, day: date, **facts) -> None:
    db.session.add(Spending(workspace_id=stage.project.workspace_id, project_id=stage.project.id, entry_id=item.id, by_id=by.id,
                            day=day, at=stage.today, **facts))
