"""What somebody was told in words."""
from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l

from blueprints.support.event_words import MONEY, endangered_words, event_line, money_words
from blueprints.support.formats import day
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from portal.inbox.lines import Line

#: Where nothing of what happened may be told, or is there any more.
PLAIN = {
    "turn": _l("It is your move now"),
    "mention": _l("Somebody mentioned you"),
    "reply": _l("A new message"),
    "state": _l("Something changed"),
    "share": _l("Newly shared with you"),
    "moved": _l("The promised date moved"),
    "late": _l("The promised date is near, or has passed"),
    "money": _l("Something about the budget"),
    "invitation": _l("You are on this project now"),
}
#: Of questions that wait for an answer.
QUESTIONS = {
    "approval_soon": _l("Waits for an answer until %(day)s"),
    "approval_late": _l("Still waits for an answer; it was for %(day)s"),
    "approval_escalated": _l("Nobody has decided yet; it was for %(day)s"),
}


def said_of(line: Line, names: set[UUID] | None, provider: str) -> str:
    """One line of the inbox. Who is none of ``names`` is told as the provider; who wrote to the reader is known to them."""
    if line.facts.get("items"):
        return _many(line.kind, line.facts["items"])
    if line.kind in ("mention", "reply"):
        return _message(line, _who(line, names, provider))
    if line.kind == "late":
        return _late(line)
    if line.kind == "money":
        return _money(line, names, provider)
    if line.event is None or line.event.verb == "member.joined":
        # That somebody was put on a project is told to them alone.
        return in_words(PLAIN[line.kind])
    happened = event_line(line.event, names, provider)
    return _("Your move now. %(line)s", line=happened) if line.kind == "turn" else happened


def _many(kind: str, number: int) -> str:
    """What stands for many of one kind at once."""
    if kind == "turn":
        return ngettext("%(num)s item is your move now", "%(num)s items are your move now", number)
    if kind == "share":
        return ngettext("%(num)s item is newly shared with you", "%(num)s items are newly shared with you", number)
    if kind == "moved":
        return ngettext("%(num)s promised date moved", "%(num)s promised dates moved", number)
    if kind == "late":
        return ngettext("%(num)s item is late, soon due or in danger", "%(num)s items are late, soon due or in danger", number)
    if kind == "money":
        return ngettext("%(num)s change of the budget", "%(num)s changes of the budget", number)
    return ngettext("%(num)s item changed", "%(num)s items changed", number)


def _message(line: Line, who: str) -> str:
    words = line.excerpt or (_("Files") if line.has_files else "")
    if not words:
        return in_words(PLAIN[line.kind])
    if line.kind == "mention":
        return _("%(who)s mentioned you: %(words)s", who=who, words=words)
    return _("%(who)s: %(words)s", who=who, words=words)


def _who(line: Line, names: set[UUID] | None, provider: str) -> str:
    if line.actor is None:
        return _("Somebody")
    return line.actor.called if line.wrote or names is None or line.actor.id in names else provider


def _money(line: Line, names: set[UUID] | None, provider: str) -> str:
    """History keeps it among the team; what its reader may know stands beside the notification."""
    told = line.facts
    if told.get("verb") not in MONEY or not told.get("new"):
        return in_words(PLAIN["money"])
    said = money_words(told["verb"], told.get("old"), told["new"], _who(line, names, provider))
    return _("%(line)s – %(reason)s", line=said, reason=told["reason"]) if told.get("reason") else said


def _late(line: Line) -> str:
    if line.facts.get("verb") == "endangered":
        said = endangered_words(line.facts)
        return _("%(line)s – %(reason)s", line=said, reason=line.facts["reason"]) if line.facts.get("reason") else said
    try:
        when = day(date.fromisoformat(line.facts.get("day") or ""))
    except (TypeError, ValueError):
        return in_words(PLAIN["late"])
    verb = line.facts.get("verb")
    if verb in QUESTIONS:
        return in_words(QUESTIONS[verb]) % {"day": when}
    return _("Soon: it is for %(day)s", day=when) if verb == "soon" else _("Late: it was for %(day)s", day=when)
