"""A receipt in words: what its text says, as its page, its PDF and whoever checks it show it. In the zone it was written in."""
from datetime import date
from typing import NamedTuple

from blueprints.decisions.receipt_words import (
    ASSURANCES,
    EVENTS,
    KINDS,
    STATE_ICONS,
    STATES,
    Moment,
    grouped,
    moments_in,
    zone_word,
)
from blueprints.decisions.words import ICONS, RULES, VERDICTS, WHY_NOT
from blueprints.support.amounts import amount
from blueprints.support.formats import day_long
from blueprints.support.forms_told import Told, told
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.roles import ROLE_WORDS
from portal.decisions.decision import ANSWERS


class Person(NamedTuple):
    name: str
    side: str
    #: Whose they are.
    house: str


class Thing(NamedTuple):
    title: str
    kind: str
    round: int
    #: In groups of eight, to be compared by eye.
    hash: str
    sha256: str
    size: str | None
    form: str | None
    entry: str | None
    version: str | None
    #: Who of those who decide had it before them, and when first.
    sights: tuple[str, ...] = ()
    #: What its form says, in words.
    told: tuple[Told, ...] = ()
    #: The address of its picture, where there is one for this reader.
    picture: str | None = None

    @property
    def named(self) -> str:
        """What it is called among others of its name."""
        return f"{self.title} ({self.sha256[:8]})"


class Answer(NamedTuple):
    by: Person
    stood_in_for: Person | None
    role: str
    verdict: str
    icon: str
    words: str
    at: Moment
    made: Moment | None
    device: str
    assurance: str
    typed_name: str
    why_not: str | None
    is_taken_back: bool
    seen: list[Thing]


class Step(NamedTuple):
    at: Moment
    who: str
    what: str
    reason: str | None


class Paper(NamedTuple):
    """A receipt, ready to be shown."""

    number: int
    title: str
    question: str
    state: str
    icon: str
    verdict: str
    is_open: bool
    rule: str
    provider: str
    client: str
    project: str
    zone: str
    asked_by: Person | None
    asked: Moment
    until: str | None
    ended: Moment | None
    reason: str
    issued: Moment
    final: Moment | None
    supersedes: str | None
    things: list[Thing]
    earlier: list[Thing]
    answers: list[Answer]
    #: Who was asked and has given no answer that counts.
    silent: list[Person]
    trail: list[Step]
    #: So many lines of history came before these.
    left_out: int
    portal: str


def paper_of(said: dict, pictures: dict[str, str] | None = None) -> Paper:
    """What a receipt says, in the reader's language; ``pictures`` are addresses by the ids of versions."""
    about = said["approval"]
    moment = moments_in(said["zone"])
    things = [_thing(thing, pictures or {}, _sights(said, thing["version"], moment)) for thing in said["things"]]
    return Paper(
        number=said["number"], title=about["title"], question=about["question"], state=about["state"],
        icon=STATE_ICONS[about["state"]], verdict=in_words(STATES[about["state"]]), is_open=about["state"] == "open",
        rule=in_words(RULES[about["rule"]]), provider=said["provider"], client=said["client"], project=said["project"],
        zone=zone_word(said["zone"]), asked_by=_person(about["asked_by"]), asked=moment(about["asked"]),
        until=about["until"] and day_long(date.fromisoformat(about["until"])), ended=moment(about["ended"]),
        reason=about["reason"], issued=moment(said["issued"]), final=moment(said["final"]), supersedes=said["supersedes"],
        things=[thing for thing in things if thing.round == about["round"]],
        earlier=[thing for thing in things if thing.round != about["round"]],
        answers=_answers(said, things, moment), silent=_silent(said),
        trail=[_step(step, said["provider"], moment) for step in said["trail"]],
        left_out=said.get("left_out", 0), portal=said["portal"])


def _thing(thing: dict, pictures: dict[str, str], sights: tuple[str, ...]) -> Thing:
    file = thing["file"]
    return Thing(thing["title"], in_words(KINDS[thing["kind"]]), thing["round"], grouped(thing["sha256"]), thing["sha256"],
                 file and amount(file["size"]), thing["form"], thing["entry"], thing["version"],
                 sights, tuple(told(thing["form"])) if thing["form"] else (), pictures.get(thing["version"] or ""))


def _sights(said: dict, version: str | None, moment) -> tuple[str, ...]:
    return tuple(_sight(sight, moment) for sight in said["sights"] if version and sight["version"] == version)


def _sight(sight: dict, moment) -> str:
    name, seen = _person(sight["by"]).name, moment(sight["seen"]).words
    if sight["saved"]:
        return _("Opened by %(name)s %(moment)s, saved %(saved)s", name=name, moment=seen, saved=moment(sight["saved"]).words)
    return _("Opened by %(name)s %(moment)s", name=name, moment=seen)


def _answers(said: dict, things: list[Thing], moment) -> list[Answer]:
    taken_back = {decision["takes_back"] for decision in said["decisions"] if decision["takes_back"]}
    return [Answer(
        by=_person(decision["by"]), stood_in_for=_person(decision["for"]), role=in_words(ROLE_WORDS[decision["role"]]),
        verdict=in_words(VERDICTS[decision["verdict"]]), icon=ICONS[decision["verdict"]], words=decision["words"],
        at=moment(decision["at"]), made=moment(decision["made"]), device=decision["device"],
        assurance=_assurance(decision["assurance"]), typed_name=decision["typed_name"],
        why_not=_why_not(decision), is_taken_back=decision["id"] in taken_back,
        seen=[thing for thing in things if thing.round == decision["round"] and thing.sha256 in decision["seen"]])
        for decision in said["decisions"]]


def _why_not(decision: dict) -> str | None:
    if decision["counted"]:
        return None
    return in_words(WHY_NOT[decision["why_not"]]) if decision["why_not"] in WHY_NOT else _("It does not count.")


def _assurance(code: str) -> str:
    return in_words(ASSURANCES[code]) if code in ASSURANCES else code


def _silent(said: dict) -> list[Person]:
    """Who was asked, has given no answer that counts, nor let somebody else."""
    taken_back = {decision["takes_back"] for decision in said["decisions"]}
    answered = {(decision["for"] or decision["by"])["id"] for decision in said["decisions"]
                if decision["counted"] and decision["round"] == said["approval"]["round"]
                and decision["verdict"] in ANSWERS and decision["id"] not in taken_back}
    answered |= {decision["by"]["id"] for decision in said["decisions"]
                 if decision["counted"] and decision["verdict"] == "hand_over"}
    return [_person(approver["person"]) for approver in said["approvers"]
            if approver["person"]["id"] not in answered and not approver["handed_to"]]


def _person(person: dict | None) -> Person | None:
    return person and Person(person["name"] or person["of"], person["side"], person["of"])


def _step(step: dict, provider: str, moment) -> Step:
    who = step["by"] and (step["by"]["name"] or step["by"]["of"])
    what = in_words(EVENTS[step["verb"]]) if step["verb"] in EVENTS else step["verb"]
    if step["verdict"] in VERDICTS:
        what = in_words(VERDICTS[step["verdict"]])
    return Step(moment(step["at"]), who or provider, what, step["reason"])
