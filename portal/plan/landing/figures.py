"""What an item of a file becomes as an item of ours."""
from decimal import Decimal

from portal.plan.importing import Link, PlanItem

#: What a parent says of these was rolled up from below, and the client could read it: it waits until somebody confirms it.
HELD = ("start", "promised", "percent", "done")
NOT_YET = {"start": None, "promised": None, "percent": 0, "done": False}
MOST_HOURS, MOST_COST, MOST_LAG = Decimal(999_999), Decimal(99_999_999_999), Decimal(9_999)


def landed(item: PlanItem) -> dict:
    """Its values in our columns; rolled-up ones are left out."""
    return rolled_up(item) | (NOT_YET if item.summary else {})


def rolled_up(item: PlanItem) -> dict:
    """Its values in our columns, all of them."""
    return {"title": item.title, "level": item.kind, "description": item.description.replace("\x00", ""), "start": item.start,
            "due": item.due, "promised": item.promised, "percent": item.percent or 0, "done": item.done,
            "estimate_hours": rounded(item.estimate_hours, MOST_HOURS), "cost": rounded(item.cost, MOST_COST)}


def is_held(item: PlanItem) -> bool:
    """Whether a parent says something that waits to be confirmed."""
    said = rolled_up(item)
    return item.summary and any(said[name] != NOT_YET[name] for name in HELD)


def rounded(value: Decimal | None, most: Decimal) -> Decimal | None:
    return None if value is None else max(-most, min(value, most)).quantize(Decimal("0.01"))


def lag_of(link: Link) -> Decimal:
    """The days between both ends, as we keep them."""
    return rounded(link.lag_days, MOST_LAG)
