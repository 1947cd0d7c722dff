"""Lines of the log as open pages hear of them: kinds and ids, no words."""
from typing import NamedTuple
from uuid import UUID

#: What an event tells a page to look at again, by its verb; any other one about an entry changed its state.
OF_VERB = {
    "message_posted": "messages", "message_shared": "messages", "brought_along": "messages", "held_back": "messages",
    "message_edited": "message", "message_deleted": "message",
    "looked_as_client": None, "sharing.changed": None,
}
#: What changes which rows a list has, or their order.
OF_LISTS = {"added", "archived", "restored", "moved", "deleted", "shared", "unshared", "narrowed", "discussion_started",
            "approval_asked", "approval_ended", "approval_cancelled", "approval_asked_again", "approval_taken_back",
            "approval_moved", "change_raised", "plan.imported", "items.handed_over", "updated", "project.archived",
            "project.restored", "project.changed",
            "invitation.accepted", "member.joined", "member.left"}


class Line(NamedTuple):
    """One line of either log: from which, its place there, and what it is about."""

    log: str
    place: int
    kind: str
    lane: str
    workspace_id: UUID | None = None
    project_id: UUID | None = None
    entry_id: UUID | None = None
    message_id: UUID | None = None
    user_id: UUID | None = None
    session_id: UUID | None = None
    side: str | None = None

    def rows(self, own: bool = False) -> list[tuple[str, ...]]:
        """What is sent of it: kind and ids; of a list also whether its reader changed it, whose page may show it already."""
        if self.kind == "inbox":
            return [("inbox", "")]
        if self.kind == "writing":
            return [("writing", str(self.entry_id), self.side, self.lane)]
        if self.kind in ("messages", "message"):
            return [(self.kind, str(self.entry_id), str(self.message_id or ""))]
        if self.kind == "list":
            about = [("state", str(self.entry_id))] if self.entry_id else []
            return [*about, ("list", str(self.project_id), "mine") if own else ("list", str(self.project_id))]
        return [(self.kind, str(self.entry_id))]


def kind_of(verb: str, entry_id: UUID | None) -> str | None:
    """What a page looks at again when this happened, or None where it shows nothing of it."""
    if verb in OF_VERB:
        return OF_VERB[verb]
    if verb in OF_LISTS:
        return "list"
    return "state" if entry_id else None
