"""What a question is about, and what was said to it, as pages show it: plain values in the reader's words."""
import json
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from markupsafe import Markup

from blueprints.decisions.words import ICONS, VERDICTS, WHY_NOT
from blueprints.files.showing import card_of
from blueprints.plan.words import prose, turn_word
from blueprints.support.addresses import PAGES, page_url
from blueprints.support.formats import day
from blueprints.support.forms_told import told
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.language import sentence_of as ngettext
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.decision import Decision
from portal.decisions.files_shown import Leaf
from portal.decisions.whole import Whole
from portal.people.person import Person, person_of
from portal.plan.turn import Reader, turn_of
from portal.projects.project import Project

#: A thing's icon by its kind.
KINDS = {"version": "file", "item": "deliverable", "text": "edit"}


class Stand(NamedTuple):
    """How a question stands for its reader: colour, icon and word."""

    turn: str
    icon: str
    word: str


class Shown(NamedTuple):
    """One thing that is asked about, exactly as it was."""

    kind: str
    icon: str
    title: str
    sha: str
    note: str | None = None
    #: Its page, and what is called the way there where it has more to look at; the file itself.
    url: str | None = None
    more: str | None = None
    address: str | None = None
    thumbnail: str | None = None
    picture: str | None = None
    width: int | None = None
    height: int | None = None
    #: Label, value before where there is one, value.
    facts: tuple = ()
    #: Whether it says what moves, from what to what.
    moves: bool = False
    words: Markup | None = None
    #: Why it cannot be shown.
    gone: str | None = None
    #: Which version of which document, where it is one that can be looked at.
    document: UUID | None = None
    version: UUID | None = None


class Asked(NamedTuple):
    """One of those who are asked, and how it stands with them."""

    person: Person
    place: str
    state: str
    icon: str
    word: str
    #: Where the team asks somebody else in their place.
    instead: str | None = None


class Said(NamedTuple):
    """One answer, as it was given."""

    person: Person
    verdict: str
    icon: str
    word: str
    words: Markup | None
    at: datetime
    counted: bool
    notes: list[str]


def how_it_stands(approval: Approval, reader: Reader) -> Stand:
    """Whose move a question is for this reader, by whose answer is known to be awaited; or how it ended."""
    if not approval.is_open:
        return _ended(approval.state, approval.ended_at)
    turn = turn_of(approval, reader)
    return Stand(turn.kind, turn.icon, turn_word(turn))


def _ended(state: str, at: datetime | None) -> Stand:
    if state == "approved":
        return Stand("done", "check", _("Approved %(day)s", day=day(at)))
    return Stand("blocked", "edit", _("Changes asked for")) if state == "changes" else Stand("upcoming", "close", _("Cancelled"))


def shown_thing(thing, project_id: UUID, files: dict[UUID, Leaf], closed: str | None = None) -> Shown:
    """A thing (of a round, or as it stands now) with what its reader may look at of it.

    ``closed``: what a version is called which the reader cannot see, where its own name goes with it.
    """
    look = Shown(thing.kind, KINDS.get(thing.kind, "file"), thing.title, thing.sha256.hex())
    if thing.kind == "version":
        leaf = files.get(thing.version_id)
        return _version(look if leaf else look._replace(title=closed or look.title), project_id, leaf)
    form = json.loads(thing.canonical)
    if thing.kind == "text":
        # Its title is where it begins, cut off: it stands here whole
        return look._replace(title=_("Text"), words=prose(form["text"]))
    page = page_url(form["kind"], project_id, thing.entry_id) if form["kind"] in PAGES else None
    # What is long is read as it was written, not in a table; the title stands above.
    told_apart = form.get("description") or form.get("why")
    apart = {form.get("title"), told_apart}
    facts = tuple((each.label, each.before, each.after) for each in told(thing.canonical)
                  if each.before != each.after or each.after not in apart)
    return look._replace(url=page, facts=facts, moves=any(before != after for _label, before, after in facts),
                         words=prose(told_apart) if told_apart else None)


def _version(look: Shown, project_id: UUID, leaf: Leaf | None) -> Shown:
    if leaf is None:
        return look._replace(gone=_("This version is no longer there to be seen. What was said about it stays."))
    card, file = card_of(project_id, leaf.file), leaf.file
    # This very version, also where there is a newer one by then.
    look = look._replace(document=file.document_id, version=file.id, note=card.size, url=f"{card.page}?version={file.id}")
    if card.state:
        return look._replace(gone=card.state)
    more = ngettext("Look at its %(num)s page", "Look at all %(num)s pages", leaf.pages) if leaf.pages > 1 else None
    return look._replace(more=more, address=card.address, thumbnail=card.picture, picture=card.screen, width=card.screen_width,
                         height=card.screen_height)


def asked_people(whole: Whole, project: Project, hand_on: str | None) -> list[Asked]:
    """Those who are asked, in their order; ``hand_on`` is where the team asks somebody else in one's place."""
    people = []
    for each in whole.approvers:
        open_place = hand_on and not each.is_handed_on and each.verdict is None
        people.append(_asked(each, whole, project)._replace(instead=f"{hand_on}?from={each.id}" if open_place else None))
    return people


def place_in(side: str, project: Project) -> str:
    """What somebody of a side belongs to."""
    return project.client.name if side == "client" else project.workspace.name


def _asked(approver: Approver, whole: Whole, project: Project) -> Asked:
    seat = approver.membership
    return Asked(person_of(seat.user, seat.side), place_in(seat.side, project), *_state_of(approver, whole))


def _state_of(approver: Approver, whole: Whole) -> tuple[str, str, str]:
    if approver.is_handed_on:
        other = whole.approver(approver.handed_to_id)
        return "handed", "people", _("Handed over to %(name)s", name=other.membership.name if other else "–")
    if approver.declined:
        return "handed", "people", _("Leaves it to the team whom to ask")
    if approver.verdict:
        return approver.verdict, ICONS[approver.verdict], in_words(VERDICTS[approver.verdict])
    if approver.waits:
        return "waits", "hourglass", _("Has not answered yet")
    return "later", "dot", _("Asked later") if whole.approval.is_open else _("Did not answer")


def answers_said(whole: Whole) -> list[Said]:
    """Everything that was said, the newest first."""
    names = {each.membership.user_id: each.membership.name for each in whole.approvers}
    return [_said(each, whole, names) for each in reversed(whole.decisions)]


def _said(decision: Decision, whole: Whole, names: dict[UUID, str]) -> Said:
    return Said(person_of(decision.by, decision.side), decision.verdict, ICONS[decision.verdict],
                in_words(VERDICTS[decision.verdict]), prose(decision.words) if decision.words else None, decision.at,
                decision.counted, list(_notes(decision, whole, names)))


def _notes(decision: Decision, whole: Whole, names: dict[UUID, str]) -> Iterable[str]:
    if decision.for_id:
        yield _("For %(name)s, who was away", name=names.get(decision.for_id, "–"))
    if decision.typed_name:
        yield _("Signed as “%(name)s”", name=decision.typed_name)
    if decision.why_not:
        yield in_words(WHY_NOT[decision.why_not])
    if whole.taken_back(decision):
        yield _("Taken back later")
    elif decision.is_answer and decision.counted and decision.round < whole.approval.round:
        yield _("About what was asked before")
