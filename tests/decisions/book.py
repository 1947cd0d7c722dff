"""How an approval should stand, reckoned by hand from what arrived: the other half of the model test. Knows no database."""
from dataclasses import dataclass, field
from datetime import datetime, timedelta

DAY = timedelta(hours=24)


@dataclass
class Vote:
    """An answer that counted when it arrived."""

    id: object
    by: str
    verdict: str
    round: int
    at: datetime


@dataclass
class Book:
    """One approval: who holds which place, what is asked about, who has said what of it."""

    rule: str
    places: list[str]
    content: str
    #: Those who are on the client's side; the others are the team.
    clients: frozenset[str]
    #: Who asks: in nobody's name do they answer.
    asker: str = ""
    newest: str = ""
    round: int = 1
    state: str = "open"
    votes: dict[str, Vote] = field(default_factory=dict)
    handed: set[str] = field(default_factory=set)
    #: Who left it to the team whom to ask, and was not replaced yet.
    declined: set[str] = field(default_factory=set)
    demoted: set[str] = field(default_factory=set)
    #: Who is away, and who decides for them.
    deputies: dict[str, str] = field(default_factory=dict)
    away: bool = False
    taken_back: dict = field(default_factory=dict)

    def answered(self, name: str, verdict: str, seen: str, id, at: datetime) -> str:
        """What becomes of an answer: ``counted``, ``not_asked``, or why it does not count."""
        why = self._closed()
        place = self._place(name)
        if place is None:
            return "not_asked"
        if why is None:
            why = self._why_not(name, place, seen)
        if why:
            return why
        self.votes[place] = Vote(id, name, verdict, self.round, at)
        self._reckon()
        return "counted"

    def handed_over(self, name: str, to: str | None) -> str:
        """``done``, ``not_asked``, ``refused``, or why it comes too late. To nobody: the team finds somebody."""
        place = self._place(name)
        if place is None or place != name:
            return "not_asked"
        if self.state != "open":
            return "ended"
        if name in self.handed:
            return "handed_on"
        if name in self.declined:
            return "declined"
        if name in self.votes:
            return "already"
        if to is None:
            self.declined.add(name)
            return "done"
        if to in self.demoted or to in self.everybody or (to in self.clients) != (name in self.clients):
            return "refused"
        self._replace(name, to)
        return "done"

    def handed_on(self, name: str, to: str) -> str:
        """The team asks somebody in another one's place: ``done``, ``refused``, or ``over``."""
        if self.state != "open" or name in self.votes:
            return "over"
        if to in self.demoted or to in self.everybody:
            return "refused"
        self._replace(name, to)
        return "done"

    def _replace(self, name: str, to: str) -> None:
        self.places[self.places.index(name)] = to
        self.handed.add(name)
        self.declined.discard(name)

    def took_back(self, vote: Vote, at: datetime) -> str:
        """``done``, ``again``, or why it stays."""
        if vote.id in self.taken_back:
            return "again"
        if self.state == "cancelled":
            return "ended"
        if at >= vote.at + DAY:
            return "late"
        if vote.round != self.round:
            return "depended"
        place = next((place for place, known in self.votes.items() if known.id == vote.id), None)
        if place is None:
            return "not_counted"
        later = self.places[self.places.index(place) + 1:]
        if self.rule == "sequence" and any(other in self.votes for other in later):
            return "depended"
        del self.votes[place]
        self.taken_back[vote.id] = True
        self.state = "open"
        self._reckon()
        return "done"

    def asked_again(self) -> str:
        if self.state == "open":
            return "open"
        if self.state != "changes":
            return "over"
        if self.away:
            return "away"
        self.state = "open"
        self._new_round()
        return "done"

    def cancelled(self) -> str:
        if self.state == "cancelled":
            return "again"
        if self.state != "open":
            return "over"
        self.state = "cancelled"
        return "done"

    def looked_at(self) -> None:
        """Where something newer exists, everybody is asked again."""
        if self.state == "open" and not self.away and self.newest != self.content:
            self._new_round()

    @property
    def everybody(self) -> set[str]:
        return set(self.places) | self.handed

    @property
    def awaited(self) -> set[str]:
        missing = [place for place in self.places if place not in self.votes]
        if self.state != "open":
            return set()
        return set(missing[:1] if self.rule == "sequence" else missing) - self.declined

    def _new_round(self) -> None:
        self.round, self.content, self.votes = self.round + 1, self.newest, {}

    def _closed(self) -> str | None:
        if self.state != "open":
            return "ended"
        if self.away:
            return "away"
        self.looked_at()
        return None

    def _place(self, name: str) -> str | None:
        if name in self.demoted:
            return None
        if name in self.everybody:
            return name
        mine = next((place for place, vote in self.votes.items() if vote.by == name), None)
        if mine is not None:
            return mine
        if name == self.asker:
            return None
        return next((place for place in self.places if self.deputies.get(place) == name and place not in self.declined), None)

    def _why_not(self, name: str, place: str, seen: str) -> str | None:
        if place in self.handed:
            return "handed_on"
        if place in self.declined:
            return "declined"
        if place in self.votes or any(vote.by == name for vote in self.votes.values()):
            return "already"
        if seen != self.content:
            return "stale"
        return None if place in self.awaited else "not_yet"

    def _reckon(self) -> None:
        said = [self.votes[place].verdict for place in self.places if place in self.votes]
        no, yes, of = said.count("changes"), len(said) - said.count("changes"), len(self.places)
        if self.rule == "majority":
            self.state = "approved" if yes > of - yes else "changes" if no >= of - no else "open"
        elif no:
            self.state = "changes"
        elif yes and (yes == of or self.rule in ("one", "any")):
            self.state = "approved"
