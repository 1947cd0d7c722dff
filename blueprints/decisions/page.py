"""Everything the page of a question shows its reader."""
from datetime import date
from typing import NamedTuple
from uuid import UUID

from flask import url_for
from markupsafe import Markup

from blueprints.decisions.forms import AnswerForm, CancelForm
from blueprints.decisions.receipt_lines import drawn_receipt_line
from blueprints.decisions.showing import Asked, Said, Shown, Stand, answers_said, asked_people, how_it_stands, shown_thing
from blueprints.decisions.slot import Slot, slot_of
from blueprints.decisions.stale import Stale, stale_of
from blueprints.decisions.words import ICONS, KEPT, RULES, YOURS
from blueprints.plan.words import prose
from blueprints.support.deliberate import riddle
from blueprints.support.formats import moment
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from portal.decisions.access import may_ask_again, may_cancel
from portal.decisions.approval import Approval
from portal.decisions.current import Away, as_they_stand
from portal.decisions.decision import Decision
from portal.decisions.files_shown import files_shown
from portal.decisions.place import Place
from portal.decisions.taking_back import final_at, why_it_stays
from portal.decisions.whole import Whole, whole_of
from portal.people.deliberate import Riddle
from portal.plan.turn import reader_of
from portal.projects.standing import Standing


class Mine(NamedTuple):
    """What the reader answered last themselves, and whether they may still take it back."""

    sentence: str
    icon: str
    counted: bool
    until: str | None = None
    take_back: str | None = None
    #: What taking it back asks of who does so.
    riddle: Riddle | None = None


class Page(NamedTuple):
    """A question as one reader sees it; what they may not do is None."""

    id: UUID
    here: str
    title: str
    question: Markup
    rule: str
    turn: str
    icon: str
    word: str
    until: date | None
    #: Why it ended without an answer, or cannot be answered now.
    reason: str | None
    things: list[Shown]
    asked: list[Asked]
    log: list[Said]
    stale: Stale | None = None
    slot: Slot | None = None
    mine: Mine | None = None
    hand_over: str | None = None
    move_day: str | None = None
    cancel: str | None = None
    again: str | None = None
    #: Who is away, in whose place the reader is asked.
    away: str | None = None


def page_of(approval: Approval, standing: Standing, **refused) -> Page:
    """Everything of a question but its thread. ``refused``: what was wrong with an answer that was not stored."""
    whole = whole_of(approval, standing)
    place, mine = whole.place_of(standing), whole.last_answer_of(standing.viewer.user_id)
    current, away = _current(whole)
    then = whole.rounds.get(mine.round, []) if place and mine else []
    things, before = _shown(whole, standing, current, then)
    page = Page(approval.id, here_of(approval), approval.title, prose(approval.question), _rule(whole),
                *stand_of(whole, standing, place), until=approval.promised if approval.is_open else None,
                reason=_reason(approval, away) or _nobody(whole), things=things,
                asked=asked_people(whole, standing.project, _hand_on(approval, standing)), log=answers_said(whole),
                **_ways(approval, standing, place))
    if place is None:
        return page._replace(mine=_mine(mine, standing, approval)) if mine else page
    for_whom = place.approver.membership.name if place.for_id else None
    page = page._replace(away=for_whom)
    stale = stale_of(mine, before, things, approval.project_id) if mine else None
    # Nobody is asked for a yes to what they cannot look at.
    shut = away or any(each.gone for each in things)
    return page._replace(stale=stale, mine=_mine(mine, standing, approval) if mine and not (stale or mine.counted) else None,
                         slot=None if shut else slot_of(approval, things, for_whom=for_whom, **refused))


def page_context(approval: Approval, standing: Standing, *, answering: AnswerForm | None = None,
                 cancelling: CancelForm | None = None, **refused) -> dict:
    """What ``decisions/show.html`` and ``decisions/body.htmx.html`` show; forms that were refused come back with their words."""
    matter = page_of(approval, standing, **refused)
    if matter.slot is None and refused.get("trouble"):
        matter = matter._replace(reason=refused["trouble"])
    # What never ended proves nothing: only what is asked once more may have done so before.
    once = approval.round > 1 or any(line.verdict == "take_back" for line in matter.log)
    receipt = drawn_receipt_line(approval, standing) if once or not approval.is_open else None
    return {"matter": matter, "receipt": receipt, "approval": approval, "project": standing.project,
            "standing": standing, "answering": answering or AnswerForm(formdata=None),
            "cancelling": cancelling or CancelForm(formdata=None)}


def here_of(approval: Approval) -> str:
    return url_for("approvals.show", project_id=approval.project_id, entry_id=approval.id)


def _current(whole: Whole) -> tuple[list, bool]:
    """What is asked about now, and whether some of it was put away; what has ended stays as it was."""
    if not whole.approval.is_open:
        return whole.things, False
    try:
        return as_they_stand(whole.approval, whole.things), whole.approval.is_archived
    except Away:
        return whole.things, True


def _shown(whole: Whole, standing: Standing, *rounds: list) -> list[list[Shown]]:
    newer = {each.version_id for things in rounds for each in things if each.version_id} - whole.files.keys()
    files = whole.files | files_shown(standing, newer)
    closed = _closed_name(whole.approval, standing)
    return [[shown_thing(each, standing.project.id, files, closed) for each in things] for things in rounds]


def _closed_name(approval: Approval, standing: Standing) -> str | None:
    """What a file that its reader may not see any more is called where nobody decided about it; else its name stays."""
    if approval.state != "cancelled":
        return None
    taken_back = standing.is_staff or approval.cause == "withdrawn"
    return _("A file that was taken back") if taken_back else _("A file that is no longer shared")


def stand_of(whole: Whole, standing: Standing, place: Place | None) -> Stand:
    """How a question stands for its reader, of whom is known whether their answer is awaited."""
    whole.approval.known_hands = whole.hands(standing, place)
    return how_it_stands(whole.approval, reader_of(standing))


def _rule(whole: Whole) -> str:
    yes = sum(each.verdict in ("approve", "remarks") for each in whole.approvers)
    asked = sum(not each.is_handed_on for each in whole.approvers)
    rule = in_words(RULES[whole.approval.rule])
    return _("%(rule)s · %(yes)s of %(asked)s have approved", rule=rule, yes=yes, asked=asked) if asked > 1 else rule


def _reason(approval: Approval, away: bool) -> str | None:
    if away:
        return _("Something it is about has been put away: it can be answered once that is back.")
    if approval.cause == "unshared":
        return _("Cancelled because what it was about is no longer shared.")
    if approval.cause == "withdrawn":
        return _("Cancelled because the file it was about was taken back.")
    if approval.cause == "outgrown":
        return _("Cancelled because it would change more by now than you were asked about.")
    return _("Why: %(reason)s", reason=approval.reason) if approval.reason else None


def _nobody(whole: Whole) -> str | None:
    """Where who is asked will not decide, and nobody was found yet who does."""
    if not whole.approval.is_open or not any(each.declined and not each.is_handed_on for each in whole.approvers):
        return None
    return None if any(each.waits for each in whole.approvers) else _("Nobody is asked now, until the team asks somebody else.")


def _mine(answered: Decision, standing: Standing, approval: Approval) -> Mine:
    """What the reader answered last, and until when they may take it back."""
    if not answered.counted:
        return Mine(in_words(KEPT[answered.why_not]), "info", False)
    sentence, ids = in_words(YOURS[answered.verdict]), {"project_id": approval.project_id, "entry_id": approval.id}
    if why_it_stays(answered, approval, standing):
        return Mine(sentence, ICONS[answered.verdict], True)
    return Mine(sentence, ICONS[answered.verdict], True,
                _("It can be taken back until %(moment)s.", moment=moment(final_at(answered))),
                url_for("answers.destroy", decision_id=answered.id, **ids), riddle("take_back", answered.id))


def _hand_on(approval: Approval, standing: Standing) -> str | None:
    if not may_cancel(standing, approval):
        return None
    return url_for("hand_overs.new", project_id=approval.project_id, entry_id=approval.id)


def _ways(approval: Approval, standing: Standing, place) -> dict:
    """Where else the reader may go from here: to whom they may hand it, and for who asks, its end and another round."""
    ids = {"project_id": approval.project_id, "entry_id": approval.id}
    return {"hand_over": url_for("hand_overs.new", **ids) if place and not place.for_id else None,
            "move_day": url_for("answer_days.edit", **ids) if may_cancel(standing, approval) else None,
            "cancel": url_for("cancellations.create", **ids) if may_cancel(standing, approval) else None,
            "again": url_for("rounds.create", **ids) if may_ask_again(standing, approval) else None}
