"""Staff whom a contact knows from the plan: assigned to something the contact sees, or the author of a shared update."""
from sqlalchemy import exists, or_

from portal.entries.entry import Entry
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.talk.people import WAYS_TO_BE_KNOWN


def known_from_plan(project, visible):
    """A condition over ``Membership``, given which of the project's entries are visible."""
    # Correlated by name: around it may stand a statement over entries or assignees of its own. One inside the other,
    # so that the few things somebody is assigned to are looked at, and not the whole plan.
    seen = exists().where(Entry.id == Assignee.entry_id, visible).correlate(Assignee)
    assigned = exists().where(Assignee.membership_id == Membership.id, seen)
    said = exists().where(Entry.kind == "update", Entry.created_by_id == Membership.user_id, visible)
    return or_(assigned.correlate(Membership), said.correlate(Membership))


WAYS_TO_BE_KNOWN.append(known_from_plan)
