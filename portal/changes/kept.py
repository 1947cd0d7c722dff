"""Before and after as they stood when a change request was asked about, or ended: the plan goes on, this stays."""
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from portal.base.prepared import prepared
from portal.changes.change_request import ChangeRequest
from portal.changes.line import read, written
from portal.changes.outlook import Money, Outlook, seen_by
from portal.entries.entry import Entry
from portal.entries.visible import visible_condition
from portal.projects.standing import Standing


def keep(change: ChangeRequest, outlook: Outlook) -> None:
    """Remember all of it; who reads it later sees what they may see then."""
    money = outlook.money
    change.kept = {"lines": [written(line) for line in outlook.lines],
                   "titles": {str(id): title for id, title in (outlook.titles or {}).items()},
                   "money": money and {"before": None if money.before is None else str(money.before), "after": str(money.after),
                                       "unit": money.unit, "currency": money.currency}}


def kept_for(standing: Standing, change: ChangeRequest) -> Outlook | None:
    """What was remembered, as this reader may know it now. One statement for a contact."""
    whole = kept_of(change)
    if whole is None or standing.is_staff:
        return whole
    named = {line.id for line in whole.lines} | (whole.titles or {}).keys()
    seen = set(_seen(standing.viewer, sorted(named)).scalars()) if named else set()
    return seen_by(standing, whole, seen, made=change.state == "accepted")


def kept_of(change: ChangeRequest) -> Outlook | None:
    if change.kept is None:
        return None
    money = change.kept["money"]
    return Outlook([read(line) for line in change.kept["lines"]],
                   money and Money(money["before"] and Decimal(money["before"]), Decimal(money["after"]), money["unit"],
                                   money["currency"]),
                   {UUID(id): title for id, title in change.kept["titles"].items()})


@prepared
def _seen(viewer, ids: Iterable[UUID]):
    return select(Entry.id).where(Entry.id.in_(ids), visible_condition(viewer))
