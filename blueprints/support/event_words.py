"""History in words: who did what, in the reader's language."""
from collections.abc import Container
from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import Flask
from flask_babel import lazy_gettext as _l

from blueprints.plan.words import LEVELS, STAGES
from blueprints.support.amounts import budgeted
from blueprints.support.formats import day, percent
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from portal.history.event import Event

#: A verb in words; ``who`` did it, ``old`` and ``new`` are its values.
VERBS = {
    "added": _l("%(who)s added it"),
    "completed": _l("%(who)s marked it done"),
    "reopened": _l("%(who)s opened it again"),
    "stuck": _l("%(who)s is stuck: %(new)s"),
    "unstuck": _l("%(who)s: no longer stuck"),
    "moved": _l("%(who)s moved it in the plan"),
    "promised": _l("%(who)s moved the promised date from %(old)s to %(new)s"),
    "first_promised": _l("%(who)s promised it for %(new)s"),
    "unpromised": _l("%(who)s took the promised date %(old)s back"),
    "staged": _l("%(who)s moved it from “%(old)s” to “%(new)s”"),
    "assigned": _l("%(who)s assigned it"),
    "unassigned": _l("%(who)s took an assignment back"),
    "linked": _l("%(who)s linked it to another item"),
    "unlinked": _l("%(who)s removed a link to another item"),
    "archived": _l("%(who)s archived it"),
    "restored": _l("%(who)s restored it"),
    "updated": _l("%(who)s wrote an update"),
    "message_posted": _l("%(who)s wrote a message"),
    "message_edited": _l("%(who)s edited a message"),
    "message_deleted": _l("%(who)s deleted a message"),
    "message_shared": _l("%(who)s shared a message"),
    "document_added": _l("%(who)s added a file: %(new)s"),
    "document_uploaded": _l("%(who)s added a file: %(new)s"),
    "version_added": _l("%(who)s added a new version: %(new)s"),
    "version_shared": _l("%(who)s shared a new version: %(new)s"),
    "version_seen": _l("%(who)s looked at it: %(new)s"),
    "version_saved": _l("%(who)s saved it: %(new)s"),
    "document_shared": _l("%(who)s shared a file: %(new)s"),
    "document_withdrawn": _l("%(who)s took a file back"),
    "file_taken_back": _l("%(who)s took a file back"),
    "document_renamed": _l("%(who)s renamed the file from “%(old)s” to “%(new)s”"),
    "version_unshared": _l("%(who)s hid a version from the client: %(new)s"),
    "file_infected": _l("The virus scanner found something in a file: %(new)s"),
    "approval_asked": _l("%(who)s asks for an approval"),
    "approval_turn": _l("%(who)s has answered; now it is the next one’s turn"),
    "approval_renewed": _l("There is something newer: everybody is asked again"),
    "approval_asked_again": _l("%(who)s asks once more"),
    "approval_approve": _l("%(who)s approved it"),
    "approval_remarks": _l("%(who)s approved it with remarks"),
    "approval_wants_changes": _l("%(who)s asked for changes"),
    "approval_stale": _l("%(who)s answered about an older version; that answer is kept and does not count"),
    "approval_uncounted": _l("%(who)s answered too; that answer is kept and does not count"),
    "approval_moved": _l("%(who)s asks for the answer by %(new)s, no longer by %(old)s"),
    "approval_dated": _l("%(who)s asks for the answer by %(new)s"),
    "approval_handed_over": _l("%(who)s lets somebody else decide"),
    "approval_handed_on": _l("%(who)s asked somebody else instead"),
    "approval_declined": _l("%(who)s will not decide: ask somebody else"),
    "approval_left": _l("Somebody whose answer is awaited is no longer here: ask somebody else"),
    "approval_taken_back": _l("%(who)s took an answer back"),
    "approval_approved": _l("%(who)s decided: it is approved"),
    "approval_changes": _l("%(who)s decided: changes are needed"),
    "approval_cancelled": _l("%(who)s took the question back"),
    "approval_hidden": _l("The question ended: what it asks about is no longer shared"),
    "approval_withdrawn": _l("The question ended: the file it asks about was taken back"),
    "pin_placed": _l("%(who)s placed a pin"),
    "pin_resolved": _l("%(who)s marked a pin as settled"),
    "pin_reopened": _l("%(who)s opened a pin again"),
    "discussion_started": _l("%(who)s started the discussion"),
    "shared": _l("%(who)s shared it"),
    "unshared": _l("%(who)s unshared it"),
    "narrowed": _l("%(who)s shares it with fewer people"),
    "member.joined": _l("%(who)s joined"),
    "member.left": _l("%(who)s changed who is on the project"),
    "invitation.accepted": _l("%(who)s accepted an invitation"),
    "project.created": _l("%(who)s created the project"),
    "project.archived": _l("%(who)s archived the project"),
    "project.restored": _l("%(who)s took the project up again"),
    "items.handed_over": _l("%(who)s handed items over"),
    "spent": _l("%(who)s noted %(new)s"),
    "struck": _l("%(who)s took %(old)s back"),
    "budget.shared": _l("%(who)s shared the budget with the client’s sponsors"),
    "budget.hidden": _l("%(who)s hid the budget from the client"),
    "plan.imported": _l("%(who)s imported the plan “%(new)s”"),
    "change_raised": _l("%(who)s proposed a change"),
    "change_worked_out": _l("%(who)s worked out what it would mean"),
    "change_asked": _l("%(who)s asked the client to accept it"),
    "change_accepted": _l("%(who)s accepted the change"),
    "change_declined": _l("%(who)s declined the change"),
    "change_withdrawn": _l("%(who)s withdrew the change"),
    "change_reopened": _l("The change is open again"),
    "looked_as_client": _l("%(who)s looked at it as a client sees it"),
}
#: What people say to a question, by their verdict.
ANSWERS = {"approve": "approval_approve", "remarks": "approval_remarks", "changes": "approval_wants_changes"}
#: Verbs that mean one thing or another.
APPROVALS = frozenset({"approval_answered", "approval_handed_over", "approval_ended", "approval_cancelled",
                       "approval_moved"})
FIELDS = {
    "title": _l("title"), "description": _l("description"), "due": _l("due date"), "start": _l("start"),
    "estimate_hours": _l("estimate"), "percent": _l("progress"), "level": _l("kind"), "cost": _l("cost"),
    "name": _l("name"), "summary": _l("summary"), "status": _l("status"), "promised_end": _l("promised end"),
    "budget": _l("budget"), "budget_shared": _l("who sees the budget"), "preview_invitations": _l("invitations"),
}
#: Values too long, or too plain, to be told in a line.
UNTOLD = {"description", "summary", "status", "budget_shared", "preview_invitations"}
#: What is told of budgets by values of their own.
MONEY = {"budget.agreed", "budget.warned", "budget.rated"}
DAYS = {"start", "due", "promised", "promised_end"}


def install(app: Flask) -> None:
    app.jinja_env.filters["event_line"] = event_line


def endangered_words(told: dict, reason: str | None = None) -> str:
    """That a promised date is in danger, and why."""
    promised, why = day(date.fromisoformat(told["promised"])), told["why"]
    until = day(date.fromisoformat(told["day"])) if told.get("day") else ""
    if why == "stuck":
        return _("The promised date %(day)s is in danger: it is stuck", day=promised)
    if why == "waits":
        return _("The promised date %(day)s is in danger: what it waits for comes on %(until)s", day=promised, until=until)
    if why == "due":
        return _("The promised date %(day)s is in danger: the team means to be done on %(until)s", day=promised, until=until)
    return _("The promised date %(day)s is in danger: %(hours)s are still to be done", day=promised,
             hours=budgeted(Decimal(told["hours"]), "hours", ""))


def money_words(verb: str, old: dict | None, new: dict, who: str) -> str:
    """What happened to a budget, for those who may see it."""
    if verb == "budget.warned":
        unit, currency = new["unit"], new["currency"]
        figures = {name: budgeted(Decimal(new[name]), unit, currency) for name in ("spent", "forecast", "agreed")}
        if new["share"] >= 100:
            return _("The forecast is above the budget: %(forecast)s expected, %(spent)s spent, %(agreed)s agreed", **figures)
        return _("The forecast passes %(share)s of the budget: %(forecast)s expected, %(spent)s spent, %(agreed)s agreed",
                 share=percent(new["share"]), **figures)
    if verb == "budget.rated":
        return _("%(who)s set what an hour counts: %(new)s", who=who, new=_amount(new))
    if old and old["amount"] is not None:
        return _("%(who)s changed the budget from %(old)s to %(new)s", who=who, old=_amount(old), new=_amount(new))
    return _("%(who)s agreed on a budget: %(new)s", who=who, new=_amount(new))


def _amount(told: dict) -> str:
    return budgeted(told["amount"] and Decimal(told["amount"]), told["unit"], told["currency"])


def event_line(event: Event, names: Container[UUID] | None, provider: str) -> str:
    """One line of history in words, with its reason where it has one. Who is none of ``names`` is told as the provider."""
    line = _line(event, _who(event, names, provider))
    return _("%(line)s – %(reason)s", line=line, reason=event.reason) if event.reason else line


def _who(event: Event, names: Container[UUID] | None, provider: str) -> str:
    if event.actor is None:
        return _("Somebody")
    return event.actor.called if names is None or event.actor_id in names else provider


def _line(event: Event, who: str) -> str:
    if event.verb == "endangered":
        return endangered_words(event.new, event.reason)
    if event.verb in MONEY:
        return money_words(event.verb, event.old, event.new, who)
    if event.verb in ("held_back", "brought_along") and isinstance(event.new, int):
        return _messages(event, who)
    verb = _verb(event)
    if verb in VERBS:
        return in_words(VERBS[verb]) % {"who": who, "old": _value(event.field, event.old),
                                   "new": _value(event.field, event.new)}
    return _field_line(event, who)


def _field_line(event: Event, who: str) -> str:
    field = FIELDS.get(event.field or "")
    if field is None:
        return _("%(who)s changed it", who=who)
    field = in_words(field)
    if event.field in UNTOLD or event.old in (None, ""):
        return _("%(who)s changed the %(field)s", who=who, field=field)
    return _("%(who)s changed the %(field)s from %(old)s to %(new)s", who=who, field=field,
             old=_value(event.field, event.old), new=_value(event.field, event.new))


def _messages(event: Event, who: str) -> str:
    if event.verb == "brought_along":
        return ngettext("%(who)s brought %(num)s message along", "%(who)s brought %(num)s messages along", event.new,
                        who=who)
    return ngettext("%(who)s held %(num)s message back", "%(who)s held %(num)s messages back", event.new, who=who)


def _verb(event: Event) -> str:
    """The verb, or which of its meanings it has here."""
    if event.verb == "promised":
        return _promise(event)
    return _approval(event) if event.verb in APPROVALS else event.verb


def _approval(event: Event) -> str:
    """What an answer was, or how a question ended."""
    if event.verb == "approval_ended":
        return "approval_approved" if event.new == "approved" else "approval_changes"
    if event.verb == "approval_moved":
        return event.verb if event.old else "approval_dated"
    new = event.new if isinstance(event.new, dict) else {}
    if event.verb == "approval_cancelled":
        return {"unshared": "approval_hidden", "withdrawn": "approval_withdrawn"}.get(new.get("cause"), event.verb)
    if not new.get("counted", True):
        return "approval_stale" if new.get("why_not") == "stale" else "approval_uncounted"
    return ANSWERS.get(new.get("verdict"), event.verb)


def _promise(event: Event) -> str:
    if not event.old:
        return "first_promised"
    return "promised" if event.new else "unpromised"


def _value(field: str | None, value) -> str:
    if value is None or value == "":
        return "–"
    if field == "spending":
        return _amount(value)
    if field == "stage":
        return value["name"] or in_words(STAGES[value["kind"]])
    if field == "level":
        return in_words(LEVELS[value]) if value in LEVELS else str(value)
    if field == "percent":
        return f"{value} %"
    return day(date.fromisoformat(value)) if field in DAYS else str(value)
