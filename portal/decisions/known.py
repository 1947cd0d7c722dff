"""Staff whom a contact knows from approvals: asked to approve something the contact sees, or who asked."""
from portal.decisions.approver import Approver
from portal.talk.people import WAYS_TO_BE_KNOWN, named_beside


def known_from_approvals(project, visible):
    """A condition over ``Membership``, given which of the project's entries are visible."""
    return named_beside(Approver, Approver.approval_id, "approval", visible)


WAYS_TO_BE_KNOWN.append(known_from_approvals)
