"""What one person does on a bad day: replies, corrects, reports, starts discussions, invites; each act goes to the outbox."""
from random import Random

from tests.chaos.outbox import PIECE, Act, File, Outbox

#: Out of a hundred; what is not possible now becomes a reply.
LIKES = {"reply": 45, "edit": 14, "report": 16, "percent": 10, "contest": 5, "discussion": 6, "invite": 0}
#: The portal takes thirty an hour from one person.
MOST_INVITED = 25


class Person:
    """``own`` is an item nobody else reports on, ``contested`` one on which everybody says how far it is."""

    def __init__(self, number: int, outbox: Outbox, *, project, own, contested, threads, invites: bool, random: Random):
        self.number, self.outbox, self.random = number, outbox, random
        self.invited: list[str] = []
        self._at, self._own, self._contested, self._invites = f"/projects/{project}", str(own), str(contested), invites
        self._threads = [*map(str, threads), self._own]
        self._said: dict[str, tuple[str, str]] = {}
        self._state, self._figures, self._words = "open", {self._own: 0, self._contested: 0}, 0

    def act(self) -> Act:
        """One more act, whatever came of those before."""
        likes = LIKES | {"invite": 25} if self._invites else LIKES
        wish = self.random.choices(list(likes), likes.values())[0]
        return self.outbox.add(getattr(self, f"_{wish}")())

    def _reply(self) -> Act:
        entry, words = self.random.choice(self._threads), self._say()
        act = Act("reply", entry, f"{self._at}/entries/{entry}/messages", {"lane": "shared", "body": words}, files=self._files())
        self._said[act.id] = entry, words
        return act

    def _files(self) -> list[File]:
        # One reply in four brings a note along, of up to two pieces.
        size = self.random.randrange(100, PIECE)
        return [File(self.random.randbytes(size).hex().encode())] if self.random.random() < 0.25 else []

    def _edit(self) -> Act:
        if not self._said:
            return self._reply()
        message = self.random.choice(list(self._said))
        (entry, shown), words = self._said[message], self._say()
        self._said[message] = entry, words
        return Act("edit", entry, f"{self._at}/entries/{entry}/messages/{message}", {"body": words, "shown_body": shown}, "PUT")

    def _report(self) -> Act:
        verb = self.random.choice({"open": ["done", "stuck"], "stuck": ["done", "unstuck"], "done": ["reopen"]}[self._state])
        self._state = {"done": "done", "stuck": "stuck"}.get(verb, "open")
        part = "completion" if verb in ("done", "reopen") else "obstacle"
        return Act(verb, self._own, f"{self._at}/items/{self._own}/{part}",
                   {"reason": self._say()} if verb == "stuck" else {}, "DELETE" if verb in ("reopen", "unstuck") else "POST")

    def _percent(self) -> Act:
        return self._say_how_far(self._own)

    def _contest(self) -> Act:
        return self._say_how_far(self._contested)

    def _say_how_far(self, item: str) -> Act:
        # Figures of one's own, never the same twice running: each changes something, whoever spoke before.
        shown = self._figures[item]
        figure = self.random.choice([each for each in range(1 + self.number, 100, 10) if each != shown])
        self._figures[item] = figure
        return Act("percent", item, f"{self._at}/items/{item}/percent", {"percent": figure, "shown_percent": shown}, "PUT")

    def _discussion(self) -> Act:
        subject = self._say()
        act = Act("discussion", "", f"{self._at}/talk", {"subject": subject, "lane": "shared", "body": f"About {subject}"})
        # It is named by its act: replies to it may wait behind it before anybody has heard of it.
        act.entry = act.id
        self._threads.append(act.id)
        return act

    def _invite(self) -> Act:
        if len(self.invited) >= MOST_INVITED:
            return self._reply()
        address = f"guest{self.number}-{len(self.invited)}@example.com"
        self.invited.append(address)
        return Act("invite", "invitations", f"{self._at}/invitations", {"addresses": address, "role": "contributor", "entry": ""})

    def _say(self) -> str:
        self._words += 1
        return f"Word {self._words} of {self.number}"
