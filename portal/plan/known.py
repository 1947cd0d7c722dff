"""Staff whom a contact knows from the plan: assigned to something the contact sees, or the author of a shared update."""
from portal.plan.assignee import Assignee
from portal.talk.people import WAYS_TO_BE_KNOWN, named_beside


def known_from_plan(project, visible):
    """A condition over ``Membership``, given which of the project's entries are visible."""
    return named_beside(Assignee, Assignee.entry_id, "update", visible)


WAYS_TO_BE_KNOWN.append(known_from_plan)
