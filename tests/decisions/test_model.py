"""Random days of an approval: several people answer late, twice and about old versions, hand over, take back, leave.

Each step is held against a book that is kept by hand (``book.py``). At any moment: no vote counts twice, none for a
version not seen, none after the end, and what is written down (decisions, events, receipts) says the same.
"""
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.base import clock
from portal.decisions.answering import NotAsked, answer
from portal.decisions.cancelling import Away, Over, ask_again, cancel
from portal.decisions.decision import Decision
from portal.decisions.deputies import drop_deputy, name_deputy
from portal.decisions.handing_over import CannotHandOver, hand_on, hand_over
from portal.decisions.handing_over import Over as NothingLeft
from portal.decisions.renewing import renew
from portal.decisions.settling import approvers_of
from portal.decisions.taking_back import CannotTakeBack, take_back
from portal.decisions.thing import Thing
from portal.history.acts import earlier_act, remember_act
from portal.history.event import Event
from tests.decisions.asking import add_document, add_version, asked_by, standing
from tests.decisions.book import Book, Vote
from tests.decisions.matching import check_receipts

PEOPLE = ("abe", "cora", "lea", "mia", "tess")
CLIENTS = frozenset({"abe", "cora", "lea"})
CONTENTS = ("one", "two", "three")
BEGAN = datetime(2026, 5, 4, 8, tzinfo=UTC)
VERDICTS = ("approve", "approve", "remarks", "changes")
HOW = ("any", "majority", "all", "sequence")


def hashed(content: str) -> str:
    return sha256(content.encode()).hexdigest()


class Days:
    """Acts are made with what is seen then, and arrive whenever they do, as often as they do. Steps take two numbers."""

    def __init__(self, session, world, how, who, first):
        self.session, self.world, self.moment, self.made, self.arrived = session, world, BEGAN, [], {}
        with clock.at(BEGAN):
            for name in CLIENTS:
                self.seat(name).role = "approver"
                drop_deputy(seat=self.seat(name), by=self.user(name))
            self.document = add_document(world.site, world.tess)
            add_version(self.document, world.tess, content=first.encode())
        self.how, self.who, self.book = how, who, None
        self.asks_something_new(first)

    def asks_something_new(self, content):
        old, self.book = self.book, Book(
            self.how, list(self.who), content=content, newest=content, clients=CLIENTS, asker="tess")
        if old:
            self.all_is_written_down(old)
            self.book.deputies = old.deputies
        for name in CLIENTS:
            self.seat(name).role = "approver"
        self.document.archived_at, self.made, self.arrived = None, [], {}
        with clock.at(self.now()):
            self.approval = asked_by(self.world, self.document, [self.user(name) for name in self.who], rule=self.how)

    def somebody(self, number) -> str:
        """Mostly those who are asked."""
        crowd = [*sorted(self.book.awaited) * 5, *sorted(self.book.declined) * 3, *PEOPLE]
        return crowd[number % len(crowd)]

    def makes_an_answer(self, a, b):
        """With what is shown now, or seldom was once."""
        seen = self.book.newest if b % 5 else CONTENTS[b // 5 % 3]
        self.made.append((uuid4(), self.somebody(a), VERDICTS[b // 5 % 4], seen))
        self.arrives(len(self.made) - 1, b)

    def makes_an_answer_offline(self, a, b):
        self.made.append((uuid4(), self.somebody(a), VERDICTS[b % 4], self.book.newest))

    def arrives(self, a, b):
        """For the first time, or again because its outcome was lost."""
        if not self.made:
            return
        id, name, verdict, seen = self.made[a % len(self.made)]
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

    def takes_back(self, a, b):
        counted = [vote for vote in self.counted() if vote.is_answer]
        if not counted:
            return
        kept = counted[-1 - a % len(counted)]
        vote = Vote(kept.id, self.name_of(kept.by_id), kept.verdict, kept.round, kept.at)
        expected = self.book.took_back(vote, self.now())
        with clock.at(self.moment):
            try:
                done = take_back(decision_id=uuid4(), decision=kept, approval=self.approval, by=self.stands(vote.by))
                assert expected in ("done", "again") and done.of_id == kept.id
            except CannotTakeBack as refused:
                assert refused.code == expected

    def hands_over(self, a, b):
        name, to = self.somebody(a), PEOPLE[b % 5] if b % 3 else None
        if name == to:
            return
        expected = self.book.handed_over(name, to)
        with clock.at(self.now()):
            try:
                done = hand_over(decision_id=uuid4(), approval=self.approval, by=self.stands(name),
                                 to_id=self.seat(to).id if to else None)
                became = "done" if done.counted else done.why_not
            except NotAsked:
                became = "not_asked"
            except CannotHandOver:
                became = "refused"
        assert became == expected

    def is_asked_instead(self, a, b):
        """By the team: of who left it to them, or of anybody who has not answered."""
        crowd = [*sorted(self.book.declined) * 5, *self.book.places]
        name, to = crowd[a % len(crowd)], PEOPLE[b % 5]
        place = next(each for each in approvers_of(self.approval) if self.name_at(each) == name)
        expected = self.book.handed_on(name, to)
        with clock.at(self.now()):
            try:
                became = "done" if hand_on(approval=self.approval, by=self.stands("tess"), approver_id=place.id,
                                           to_id=self.seat(to).id) else "again"
            except NothingLeft:
                became = "over"
            except CannotHandOver:
                became = "refused"
        assert became == expected

    def brings_a_version(self, a, b):
        content, lane = CONTENTS[a % 3], "shared" if b % 3 else "internal"
        with clock.at(self.now()):
            add_version(self.document, self.world.tess, lane=lane, content=content.encode())
        if lane == "shared":
            self.book.newest = content

    def the_worker_looks(self, a, b):
        self.book.looked_at()
        with clock.at(self.now()):
            renew(self.approval.id)

    def time_passes(self, a, b):
        self.moment += timedelta(hours=(1, 5, 9, 25)[a % 4])

    def is_asked_again(self, a, b):
        expected = self.book.asked_again()
        with clock.at(self.now()):
            try:
                became = "done" if ask_again(approval=self.approval, by=self.world.tess) else "open"
            except Over:
                became = "over"
            except Away:
                became = "away"
        assert became == expected
        if became == "over":
            self.asks_something_new(self.book.newest)

    def is_cancelled(self, a, b):
        expected = self.book.cancelled()
        with clock.at(self.now()):
            try:
                became = "done" if cancel(approval=self.approval, by=self.world.tess, reason="No") else "again"
            except Over:
                became = "over"
        assert became == expected

    def loses_or_gets_the_role(self, a, b):
        name, gone = sorted(CLIENTS)[a % 3], b % 3 == 0
        self.book.demoted = self.book.demoted | {name} if gone else self.book.demoted - {name}
        self.seat(name).role = "viewer" if name in self.book.demoted else "approver"
        self.session.flush()

    def is_away(self, a, b):
        """Abe, and Lea decides for him; she may while she has the role."""
        if a % 2 or "lea" in self.book.demoted:
            drop_deputy(seat=self.seat("abe"), by=self.user("abe"))
            self.book.deputies = {}
        else:
            day = BEGAN.date()
            name_deputy(seat=self.seat("abe"), deputy=self.seat("lea"), from_day=day, until_day=day + timedelta(days=90),
                        by=self.user("abe"))
            self.book.deputies = {"abe": "lea"}

    def is_put_away(self, a, b):
        away = a % 3 == 0
        self.document.archived_at, self.book.away = (self.now() if away else None), away
        self.session.flush()

    def it_stands_as_the_book_says(self):
        approval, here = self.approval, [each for each in approvers_of(self.approval) if not each.is_handed_on]
        assert (approval.state, approval.round) == (self.book.state, self.book.round)
        assert [self.name_at(each) for each in here] == self.book.places
        assert {self.name_at(each) for each in here if each.waits} == self.book.awaited
        assert {self.name_at(each): each.verdict for each in here if each.verdict} == {
            place: vote.verdict for place, vote in self.book.votes.items()}

    def all_is_written_down(self, book):
        """Looked at when its days are over: nothing of it ever changes."""
        self.no_vote_counts_twice_nor_for_what_was_not_seen(book)
        self.history_tells_each_decision_once_and_none_counts_after_the_end()
        check_receipts(self.approval)

    def no_vote_counts_twice_nor_for_what_was_not_seen(self, book):
        rounds = {}
        for thing in self.session.scalars(select(Thing).where(Thing.approval_id == self.approval.id)):
            rounds.setdefault(thing.round, []).append(thing.sha256.hex())
        decisions, back = self.counted(), {each.of_id for each in self.counted() if each.of_id}
        standing_ones = [each for each in decisions if each.is_answer and each.id not in back]
        assert all(each.seen == rounds[each.round] for each in standing_ones)
        assert len({(each.round, each.approver_id) for each in standing_ones}) == len(standing_ones)
        assert len({(each.round, each.by_id) for each in standing_ones}) == len(standing_ones)
        assert [each.id for each in standing_ones if each.round == self.approval.round] == [
            vote.id for vote in sorted(book.votes.values(), key=lambda vote: vote.at)]

    def history_tells_each_decision_once_and_none_counts_after_the_end(self):
        told, open_ = [], True
        for event in self.events():
            if event.verb in ("approval_answered", "approval_taken_back", "approval_handed_over", "approval_declined"):
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


#: How often each is drawn.
OFTEN = {"makes_an_answer": 8, "makes_an_answer_offline": 3, "arrives": 4, "takes_back": 3, "hands_over": 3,
         "is_asked_instead": 2, "brings_a_version": 4, "the_worker_looks": 1, "time_passes": 1, "is_asked_again": 4,
         "is_cancelled": 1, "loses_or_gets_the_role": 1, "is_away": 2, "is_put_away": 1}
steps = st.tuples(st.sampled_from([name for name, often in OFTEN.items() for _ in range(often)]),
                  st.integers(0, 59), st.integers(0, 59))
asked = st.lists(st.sampled_from(("abe", "cora", "mia")), min_size=2, max_size=3, unique=True)


def test_whatever_happens_in_whatever_order_the_approval_stands_as_its_rule_says(session, world):
    @settings(max_examples=15 if session.get_bind().dialect.name == "sqlite" else 3, deadline=None, database=None,
              phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(HOW), asked, st.sampled_from(CONTENTS), st.lists(steps, min_size=15, max_size=30))
    def days(how, who, first, happening):
        life = Days(session, world, how, who, first)
        for step, a, b in happening:
            getattr(life, step)(a, b)
            life.it_stands_as_the_book_says()
        life.all_is_written_down(life.book)

    days()
