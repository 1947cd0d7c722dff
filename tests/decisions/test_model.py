"""Random days of an approval: several people answer late, twice and about old versions, hand over, take back, leave.

Each step is held against a book that is kept by hand (``book.py``). At any moment: no vote counts twice, none for a
version not seen, none after the end, and what is written down (decisions, events, receipts) says the same.
"""
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from portal.base import clock
from portal.decisions.answering import NotAsked, answer
from portal.decisions.cancelling import Away, Over, ask_again, cancel
from portal.decisions.decision import Decision
from portal.decisions.deputies import drop_deputy, name_deputy
from portal.decisions.handing_over import CannotHandOver, hand_over
from portal.decisions.receipts import _all
from portal.decisions.renewing import renew
from portal.decisions.settling import approvers_of
from portal.decisions.taking_back import CannotTakeBack, take_back
from portal.decisions.thing import Thing
from portal.history.acts import earlier_act, remember_act
from portal.history.event import Event
from tests.decisions.asking import add_document, add_version, asked_by, standing
from tests.decisions.book import Book, Vote

PEOPLE = ("abe", "cora", "lea", "mia", "tess")
CLIENTS = frozenset({"abe", "cora", "lea"})
CONTENTS = ("one", "two", "three")
BEGAN = datetime(2026, 5, 4, 8, tzinfo=UTC)
people, contents = st.sampled_from(PEOPLE), st.sampled_from(CONTENTS)
verdicts = st.sampled_from(("approve", "approve", "remarks", "changes"))


def hashed(content: str) -> str:
    return sha256(content.encode()).hexdigest()


class Days(RuleBasedStateMachine):
    """Acts are made with what is seen then, and arrive whenever they do, as often as they do."""

    session = world = None

    @initialize(how=st.sampled_from(("any", "majority", "all", "sequence")), first=contents,
                who=st.lists(st.sampled_from(("abe", "cora", "mia")), min_size=1, max_size=3, unique=True))
    def begin(self, how, first, who):
        self.moment, self.made, self.arrived = BEGAN, [], {}
        for name in CLIENTS:
            self.seat(name).role = "approver"
            with clock.at(BEGAN):
                drop_deputy(seat=self.seat(name), by=self.user(name))
        with clock.at(BEGAN):
            self.document = add_document(self.world.site, self.world.tess)
            add_version(self.document, self.world.tess, content=first.encode())
            self.approval = asked_by(self.world, self.document, [self.user(name) for name in who], rule=how)
        self.book = Book(how, list(who), content=first, newest=first, clients=CLIENTS)

    @rule(name=people, verdict=verdicts, seen=st.none() | contents)
    def makes_an_answer(self, name, verdict, seen):
        """With what is shown now, or was once."""
        if len(self.made) < 12:
            self.made.append((uuid4(), name, verdict, seen or self.book.newest))
            self.arrives(-1)

    @rule(name=people, verdict=verdicts)
    def makes_an_answer_offline(self, name, verdict):
        if len(self.made) < 12:
            self.made.append((uuid4(), name, verdict, self.book.newest))

    @rule(which=st.integers(0, 11))
    def arrives(self, which):
        """For the first time, or again because its outcome was lost."""
        if not self.made:
            return
        id, name, verdict, seen = self.made[which % len(self.made)]
        digest = sha256(f"{verdict} {seen}".encode()).digest()
        if (known := earlier_act(user_id=self.user(name).id, act_id=id, digest=digest)) is not None:
            assert known.outcome == {"became": self.arrived[id]}
            return
        expected = self.book.answered(name, verdict, seen, id, self.now())
        became = self.answers(id, name, verdict, seen)
        assert became == expected
        self.arrived[id] = became
        if became != "not_asked":
            remember_act(user_id=self.user(name).id, act_id=id, verb="answer", target="", digest=digest,
                         outcome={"became": became})

    def answers(self, id, name, verdict, seen):
        with clock.at(self.moment):
            try:
                decision = answer(decision_id=id, approval=self.approval, by=self.stands(name), verdict=verdict,
                                  words="" if verdict == "approve" else "Words", seen=[hashed(seen)], device="Test",
                                  assurance="code")
            except NotAsked:
                return "not_asked"
        assert decision.by_id == self.user(name).id and decision.seen == [hashed(seen)]
        return "counted" if decision.counted else decision.why_not

    @rule(which=st.integers(0, 11))
    def takes_back(self, which):
        counted = [vote for vote in self.counted() if vote.verdict in ("approve", "remarks", "changes")]
        if not counted:
            return
        kept = counted[which % len(counted)]
        vote = Vote(kept.id, self.name_of(kept.by_id), kept.verdict, kept.round, kept.at)
        expected = self.book.took_back(vote, self.now())
        with clock.at(self.moment):
            try:
                done = take_back(decision_id=uuid4(), decision=kept, approval=self.approval, by=self.stands(vote.by))
                assert expected in ("done", "again") and done.of_id == kept.id
            except CannotTakeBack as refused:
                assert refused.code == expected

    @rule(name=people, to=people)
    def hands_over(self, name, to):
        if name == to:
            return
        expected = self.book.handed_over(name, to)
        with clock.at(self.now()):
            try:
                done = hand_over(decision_id=uuid4(), approval=self.approval, by=self.stands(name), to_id=self.seat(to).id)
                became = "done" if done.counted else done.why_not
            except NotAsked:
                became = "not_asked"
            except CannotHandOver:
                became = "refused"
        assert became == expected

    @rule(content=contents, lane=st.sampled_from(("shared", "shared", "internal")))
    def brings_a_version(self, content, lane):
        with clock.at(self.now()):
            add_version(self.document, self.world.tess, lane=lane, content=content.encode())
        if lane == "shared":
            self.book.newest = content

    @rule()
    def the_worker_looks(self):
        self.book.looked_at()
        with clock.at(self.now()):
            renew(self.approval.id)

    @rule(hours=st.sampled_from((1, 5, 25)))
    def time_passes(self, hours):
        self.moment += timedelta(hours=hours)

    @rule()
    def is_asked_again(self):
        expected = self.book.asked_again()
        with clock.at(self.now()):
            try:
                became = "done" if ask_again(approval=self.approval, by=self.world.tess) else "open"
            except Over:
                became = "over"
            except Away:
                became = "away"
        assert became == expected

    @rule(really=st.integers(0, 5))
    def is_cancelled(self, really):
        if really:
            return
        expected = self.book.cancelled()
        with clock.at(self.now()):
            try:
                became = "done" if cancel(approval=self.approval, by=self.world.tess, reason="No") else "again"
            except Over:
                became = "over"
        assert became == expected

    @rule(name=st.sampled_from(sorted(CLIENTS)))
    def loses_or_gets_the_role(self, name):
        self.book.demoted ^= {name}
        self.seat(name).role = "viewer" if name in self.book.demoted else "approver"
        self.session.flush()

    @rule(there=st.booleans())
    def is_away(self, there):
        """Abe, and Lea decides for him; she may while she has the role."""
        if there or "lea" in self.book.demoted:
            drop_deputy(seat=self.seat("abe"), by=self.user("abe"))
            self.book.deputies = {}
        else:
            day = BEGAN.date()
            name_deputy(seat=self.seat("abe"), deputy=self.seat("lea"), from_day=day, until_day=day + timedelta(days=90),
                        by=self.user("abe"))
            self.book.deputies = {"abe": "lea"}

    @rule(away=st.booleans())
    def is_put_away(self, away):
        self.document.archived_at, self.book.away = (self.now() if away else None), away
        self.session.flush()

    @invariant()
    def it_stands_as_the_book_says(self):
        approval, here = self.approval, [each for each in approvers_of(self.approval) if not each.is_handed_on]
        assert (approval.state, approval.round) == (self.book.state, self.book.round)
        assert [self.name_at(each) for each in here] == self.book.places
        assert {self.name_at(each) for each in here if each.waits} == self.book.awaited
        assert {self.name_at(each): each.verdict for each in here if each.verdict} == {
            place: vote.verdict for place, vote in self.book.votes.items()}

    def teardown(self):
        """What is written down is looked at when the days are over: nothing of it ever changes."""
        if hasattr(self, "book"):
            self.no_vote_counts_twice_nor_for_what_was_not_seen()
            self.history_tells_each_decision_once_and_none_counts_after_the_end()
            self.the_receipt_says_what_was_decided()

    def no_vote_counts_twice_nor_for_what_was_not_seen(self):
        rounds = {}
        for thing in self.session.scalars(select(Thing).where(Thing.approval_id == self.approval.id)):
            rounds.setdefault(thing.round, []).append(thing.sha256.hex())
        decisions, back = self.counted(), {each.of_id for each in self.counted() if each.of_id}
        standing_ones = [each for each in decisions if each.is_answer and each.id not in back]
        assert all(each.seen == rounds[each.round] for each in standing_ones)
        assert len({(each.round, each.approver_id) for each in standing_ones}) == len(standing_ones)
        assert len({(each.round, each.by_id) for each in standing_ones}) == len(standing_ones)
        assert [each.id for each in standing_ones if each.round == self.approval.round] == [
            vote.id for vote in sorted(self.book.votes.values(), key=lambda vote: vote.at)]

    def history_tells_each_decision_once_and_none_counts_after_the_end(self):
        told, open_ = [], True
        for event in self.events():
            if event.verb in ("approval_answered", "approval_taken_back", "approval_handed_over"):
                told.append((event.new["decision"], event.new["counted"]))
            if event.verb == "approval_answered" and event.new["counted"]:
                assert open_, "an answer counted after the end"
            if event.verb in ("approval_ended", "approval_cancelled"):
                open_ = False
            if event.verb in ("approval_taken_back", "approval_asked_again"):
                open_ = True
        decisions = self.session.scalars(
            select(Decision).where(Decision.approval_id == self.approval.id).order_by(Decision.number))
        assert told == [(str(each.id), each.counted) for each in decisions]
        assert open_ is (self.approval.state == "open")

    def the_receipt_says_what_was_decided(self):
        newest = next(iter(_all(self.approval.id, True).scalars()), None)
        if self.approval.state in ("approved", "changes", "cancelled"):
            said = json.loads(newest.body)
            assert (said["approval"]["state"], said["approval"]["round"]) == (self.approval.state, self.approval.round)
            standing_ones = {str(vote.id) for vote in self.book.votes.values()}
            back = {each["takes_back"] for each in said["decisions"]}
            assert standing_ones == {each["id"] for each in said["decisions"] if each["counted"] and each["id"] not in back
                                     and each["round"] == self.book.round and each["verdict"] not in ("hand_over", "take_back")}

    def now(self) -> datetime:
        """Each thing happens a little later than the one before."""
        self.moment += timedelta(minutes=1)
        return self.moment

    def counted(self) -> list[Decision]:
        return list(self.session.scalars(select(Decision).where(
            Decision.approval_id == self.approval.id, Decision.counted).order_by(Decision.number)))

    def events(self) -> list[Event]:
        self.session.flush()
        return list(self.session.scalars(select(Event).where(Event.entry_id == self.approval.id).order_by(Event.id)))

    def user(self, name):
        return getattr(self.world, name)

    def seat(self, name):
        return self.world.seat(self.user(name))

    def stands(self, name):
        return standing(self.user(name), self.world.site)

    def name_of(self, user_id) -> str:
        return next(name for name in PEOPLE if self.user(name).id == user_id)

    def name_at(self, approver) -> str:
        return next(name for name in PEOPLE if self.seat(name).id == approver.membership_id)


def test_whatever_happens_in_whatever_order_the_approval_stands_as_its_rule_says(session, world):
    many = 25 if session.get_bind().dialect.name == "sqlite" else 8
    machine = type("Days", (Days,), {"session": session, "world": world})
    run_state_machine_as_test(machine, settings=settings(
        max_examples=many, stateful_step_count=20, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck)))
