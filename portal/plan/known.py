"""Staff whom a contact knows from the plan: assigned to something the contact sees, or the author of a shared update."""
from sqlalchemy import or_, select

from portal.entries.entry import Entry
from portal.people.membership import Membership
from portal.plan.assignee import Assignee
from portal.talk.people import WAYS_TO_BE_KNOWN


def known_from_plan(project, visible):
    """A condition over ``Membership``, given which of the project's entries are visible."""
    assigned = select(Assignee.membership_id).join(Entry, Entry.id == Assignee.entry_id).where(visible)
    said = select(Entry.created_by_id).where(Entry.kind == "update", visible)
    return or_(Membership.id.in_(assigned), Membership.user_id.in_(said))


WAYS_TO_BE_KNOWN.append(known_from_plan)
