"""Asking sponsors once more about what they declined: only where they could be asked so for the first time."""
from portal.changes.asking import ItemsHidden, MoneyHidden, NotASponsor, NothingToAccept, OtherUnit, matter_for
from portal.changes.ending import asked_by, is_outgrown
from portal.changes.form import project_of
from portal.decisions.approval import Approval
from portal.decisions.settling import approvers_of, asked, hindrances

CODES = {NothingToAccept: "nothing", MoneyHidden: "money_hidden", OtherUnit: "other_unit", NotASponsor: "no_sponsor",
         ItemsHidden: "outgrown"}


def why_not_again(approval: Approval) -> str | None:
    """What stands against it, as a code: ``nothing``, ``money_hidden``, ``other_unit``, ``no_sponsor``, ``outgrown``."""
    change = asked_by(approval)
    if change is None:
        return None
    try:
        matter = matter_for(change, project_of(change), [each.membership_id for each in asked(approvers_of(approval))])
    except tuple(CODES) as refused:
        return CODES[type(refused)]
    wider = matter.narrow and approval.audience != "named"
    return "outgrown" if wider or is_outgrown(approval) else None


hindrances.append(why_not_again)
