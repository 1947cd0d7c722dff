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
#: Kinds of entries that have lists of their own beside the plan and the talk: whatever happens to one changes its row.
ROOMS = {"document": "files", "approval": "decisions", "change_request": "decisions"}
#: What changes no row of these.
STILL = {"version_seen", "version_saved", "pin_placed"}
#: What changes how a budget stands. Pages are told that of the project, and nothing of what it was spent on.
OF_MONEY = {"budget.agreed", "budget.rated", "budget.shared", "budget.hidden", "spent", "struck"}
#: What changes where a budget is heading: what of the plan is still to come, and what was estimated for it.
OF_FORECASTS = {"added", "archived", "restored", "deleted", "moved", "completed", "reopened", "plan.imported"}
#: Of what is edited, what does.
ESTIMATES = {"estimate_hours", "cost", "percent", "level"}


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
    entry_kind: str | None = None

    @property
    def lists(self) -> str:
        """Which lists of the project it changes."""
        room = ROOMS.get(self.entry_kind)
        return f"{room}-{self.project_id}" if room else str(self.project_id)

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
            return [*about, ("list", self.lists, "mine") if own else ("list", self.lists)]
        if self.kind == "money":
            return [("state", str(self.project_id))]
        return [(self.kind, str(self.entry_id))]


def kinds_of(verb: str, entry_kind: str | None, field: str | None) -> list[str]:
    """What pages look at again when this happened, to an entry of this kind or to none; nothing where none shows it.

    ``field`` is the one that was edited.
    """
    if verb in OF_VERB:
        return [OF_VERB[verb]] if OF_VERB[verb] else []
    money = ["money"] if verb in OF_MONEY or _moves_a_forecast(verb, entry_kind, field) else []
    if verb in OF_LISTS or entry_kind in ROOMS and verb not in STILL:
        return ["list", *money]
    return ["state", *money] if entry_kind else money


def _moves_a_forecast(verb: str, entry_kind: str | None, field: str | None) -> bool:
    return entry_kind in ("work_item", None) and (verb in OF_FORECASTS or verb == "edited" and field in ESTIMATES)
