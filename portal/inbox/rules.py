"""What counts, for whom, as what: one table, and the levels that narrow it.

Read a line so: when this happened, whoever is first of these to the entry is told it as that. Nobody is told of what they
did themselves, and nobody of anything the fence does not show them; what comes of that is decided in
``portal.inbox.recipients``. What stands in no line is told to nobody.
"""
from typing import Protocol

#: Who somebody is to what happened.
WHO = {
    "mentioned": "named in the message, and not told so before",
    "named": "named by the very change: assigned, taken off, handed items, put on the project",
    "assignee": "named for the item now; of a question, asked",
    "approver": "whose answer to a question is awaited now, and who stands in for them today",
    "mover": "of the side whose move it is now with nobody named: of the client everybody who may act, of the team its followers",
    "follower": "follows it: its author, who wrote in it, who is or was named there, who chose to",
    "author": "made it",
    "lead": "of the client, where it is shared: a lead",
    "contact": "of the client, on the project",
    "placed": "on the project, of either side",
    "inviter": "sent the invitation",
    "money": "sees the budget: of the team those on the project, of the client its sponsors once it is shared",
    "team": "of the team, where nobody of it would hear of a client's word or trouble: those on the project, else all who see it",
}

RULES: dict[str, dict[str, str]] = {
    # talk
    "message":           {"mentioned": "mention", "follower": "reply", "team": "reply"},
    "message_shared":    {"mentioned": "mention", "follower": "reply"},
    "message_edited":    {"mentioned": "mention"},
    "discussion":        {"placed": "share", "team": "share"},
    # whose move it is
    "assigned":          {"named": "turn"},
    "unassigned":        {"named": "state"},
    "to_the_client":     {"mover": "turn", "follower": "state"},
    "to_the_team":       {"mover": "turn", "follower": "state"},
    "reopened":          {"assignee": "turn", "mover": "turn", "follower": "state"},
    "unstuck":           {"assignee": "turn", "follower": "state"},
    "handed_over":       {"named": "turn"},
    "named_by_import":   {"named": "turn"},
    # its state
    "staged":            {"follower": "state"},
    "completed":         {"follower": "state"},
    "stuck":             {"follower": "state", "team": "state"},
    "archived":          {"follower": "state"},
    "restored":          {"follower": "state"},
    "updated":           {"placed": "state"},
    "imported":          {"placed": "state"},
    # what the client sees
    "shared":            {"assignee": "turn", "mover": "turn", "contact": "share"},
    # files that are put somewhere by themselves; those of a message come with it
    "document_uploaded": {"contact": "share", "team": "share"},
    "version_added":     {"follower": "state", "team": "state"},
    "version_shared":    {"follower": "state", "contact": "share"},
    "file_infected":     {"follower": "state", "team": "state"},
    # changes of plan and budget
    "change_raised":     {"team": "turn"},
    "change_accepted":   {"follower": "state", "team": "state"},
    "change_declined":   {"follower": "state", "team": "state"},
    "change_withdrawn":  {"follower": "state", "team": "state"},
    "change_reopened":   {"follower": "state", "team": "state"},
    # a question, and what became of it
    "approval_asked":       {"approver": "turn"},
    "approval_turn":        {"approver": "turn"},
    "approval_renewed":     {"approver": "turn", "follower": "state"},
    "approval_asked_again": {"approver": "turn", "follower": "state"},
    "approval_moved":       {"approver": "turn", "follower": "moved"},
    "approval_handed_over": {"named": "turn", "author": "state", "team": "state"},
    "approval_handed_on":   {"named": "turn", "follower": "state"},
    "approval_declined":    {"author": "state", "team": "state"},
    "approval_answered":    {"author": "state"},
    "approval_taken_back":  {"follower": "state", "team": "state"},
    "approval_ended":       {"follower": "state", "team": "state"},
    "approval_cancelled":   {"follower": "state"},
    "approval_left":        {"author": "state", "team": "state"},
    "approval_soon":        {"approver": "late"},
    "approval_late":        {"approver": "late", "author": "late"},
    "approval_escalated":   {"approver": "late", "author": "late", "lead": "late"},
    # its dates
    "promised":          {"follower": "state"},
    "promise_moved":     {"follower": "moved", "lead": "moved"},
    "due_moved":         {"follower": "moved"},
    "soon":              {"assignee": "late", "mover": "late"},
    "late":              {"assignee": "late", "mover": "late", "author": "late"},
    "promised_soon":     {"assignee": "late", "mover": "late"},
    "promise_late":      {"assignee": "late", "mover": "late", "lead": "late"},
    "endangered":        {"assignee": "late", "mover": "late", "author": "late", "lead": "late", "team": "late"},
    # its money
    "budget_agreed":     {"money": "money"},
    "budget_warned":     {"money": "money"},
    # people
    "joined":            {"named": "invitation"},
    "accepted":          {"inviter": "invitation"},
}

#: Told to one side only: the other has known it before, or has no business with it.
ONLY = {"approval_left": "staff", "file_infected": "staff", "message_shared": "client", "version_shared": "client",
        "shared": "client", "due_moved": "staff", "imported": "staff", "soon": "staff", "late": "staff",
        "promised_soon": "client", "promise_late": "client"}

#: Told to the person it is about, whatever lane history keeps it in: that an item one sees is one's own is no secret.
OF_ONESELF = frozenset({"assigned", "unassigned", "handed_over", "joined", "accepted"})

#: Told to whoever may see money, though history keeps it among the team: all contacts read the shared lane.
OF_MONEY = frozenset({"budget_agreed", "budget_warned"})

#: What somebody hears of who follows an entry as closely as this.
HEARS = {
    "all": frozenset({"turn", "mention", "reply", "state", "share", "moved", "late", "money", "invitation"}),
    "moves": frozenset({"turn", "mention", "late"}),
    "mute": frozenset(),
}


class Happened(Protocol):
    """A line of history."""

    verb: str
    field: str | None
    old: object
    new: object


#: Verbs that are a line of the table as they stand.
PLAIN = {"message_posted": "message", "discussion_started": "discussion", "items.handed_over": "handed_over",
         "member.joined": "joined", "invitation.accepted": "accepted", "plan.imported": "imported",
         "budget.agreed": "budget_agreed", "budget.warned": "budget_warned"}


#: All verbs that are read at all: those of the table, and those after which nothing is to be told any more.
VERBS = sorted({*RULES, *PLAIN, "staged", "promised", "edited", "message_posted", "message_deleted", "unshared", "narrowed"})


def case_of(line: Happened, move: str | None = None) -> str | None:
    """The line of the table that something is; None where it is told to nobody. ``move``: whose move the entry is now."""
    if line.verb == "staged":
        return _staged(line, move)
    if line.verb == "promised":
        return "promise_moved" if line.old else "promised"
    if line.verb == "edited":
        return "due_moved" if line.field == "due" else None
    if line.field == "promised" and line.verb in ("soon", "late"):
        return {"soon": "promised_soon", "late": "promise_late"}.get(line.verb)
    case = PLAIN.get(line.verb, line.verb)
    return case if case in RULES else None


def _staged(line: Happened, move: str | None) -> str | None:
    """Into what is done is told as done, into the client's hands or out of them as a move."""
    was, now = ((stage or {}).get("kind") for stage in (line.old, line.new))
    if now == "done":
        return None
    if now == "client" and move == "client":
        return "to_the_client"
    return "to_the_team" if was == "client" and move == "staff" else "staged"
