"""What a device does with acts: keeps each until it is known to be stored, in order per entry, and never gives up."""
import http.client
import json
import threading
import time
from base64 import b64encode
from collections import Counter, deque
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode
from uuid import uuid4

#: As a browser takes them: they pass by themselves. Everything else below 500 is final.
PASSING = {401, 408, 419, 425, 429}
FORM, PIECE = "application/x-www-form-urlencoded", 4096
PATIENCE, FIRST_WAIT, LONGEST_WAIT = 6.0, 0.05, 1.5


@dataclass
class File:
    """A file of a reply, which goes before it, piece by piece."""

    body: bytes
    id: str = field(default_factory=lambda: str(uuid4()))
    sent: bool = False


@dataclass
class Act:
    """One act of a person. ``entry`` names the queue it stands in."""

    verb: str
    entry: str
    path: str
    fields: dict
    method: str = "POST"
    files: list[File] = field(default_factory=list)
    id: str = field(default_factory=lambda: str(uuid4()))
    made: float = field(default_factory=time.monotonic)
    tries: int = 0
    due: float = 0.0
    took: float | None = None


class Outbox(threading.Thread):
    """One device of one person: ``add`` acts at any time; a thread sends what waits.

    ``stored`` holds what was acknowledged in that order; ``refused`` what was not and why. A conflict is settled as a
    person who insists does: the same act anew, over the value that is there now.
    """

    def __init__(self, address: tuple[str, int], host: str, user: str, token: str, random: Random):
        super().__init__(daemon=True)
        self.user, self.stored, self.refused, self.given_up, self.heard = user, [], [], set(), Counter()
        self._address, self._host, self._cookies, self._random = address, host, {"__Host-portico": token}, random
        self._queues: dict[str, deque[Act]] = {}
        self._guard, self._closing = threading.Lock(), threading.Event()

    def add(self, act: Act) -> Act:
        with self._guard:
            self._queues.setdefault(act.entry, deque()).append(act)
        return act

    @property
    def waiting(self) -> int:
        with self._guard:
            return sum(map(len, self._queues.values()))

    def close(self) -> None:
        self._closing.set()

    def run(self) -> None:
        while not self._closing.wait(0.02):
            if self._due() and (proof := self._pass()):
                while proof and (due := self._due()):
                    went = [self._send(act, proof) for act in due]
                    proof = proof if all(went) else None

    def _due(self) -> list[Act]:
        """The first of each queue, where its time has come."""
        now = time.monotonic()
        with self._guard:
            return [queue[0] for queue in self._queues.values() if queue and queue[0].due <= now]

    def _pass(self) -> str | None:
        status, told = self._ask("GET", "/me/pass")
        if status == 200 and told.get("user") == self.user:
            return told["csrf"]
        self.heard[f"no pass: {status}"] += 1
        time.sleep(self._random.uniform(0.05, 0.2))
        return None

    def _send(self, act: Act, proof: str) -> bool:
        """Whether the next may be sent at once."""
        act.tries += 1
        status, told = self._files_of(act, proof) or self._post(act, proof)
        outcome = outcome_of(status, told)
        self.heard[outcome] += 1
        if outcome == "later":
            wait = min(FIRST_WAIT * 2 ** min(act.tries, 10), LONGEST_WAIT) * self._random.uniform(0.5, 1)
            act.due = time.monotonic() + wait
            return False
        self._settle(act, outcome, status, told)
        return True

    def _settle(self, act: Act, outcome: str, status: int, told: dict) -> None:
        with self._guard:
            self._queues[act.entry].popleft()
            if outcome == "conflict" and told.get("changed"):
                self.given_up.add(act.id)
                over = {f"shown_{name}": change["now"] for name, change in told["changed"].items()}
                self._queues[act.entry].appendleft(Act(act.verb, act.entry, act.path, act.fields | over, act.method))
            elif outcome == "stored":
                act.took = time.monotonic() - act.made
                self.stored.append(act)
            else:
                self.refused.append((act, status, told))

    def _post(self, act: Act, proof: str) -> tuple[int, dict]:
        form = {**act.fields, "act": act.id, "csrf_token": proof, "_method": act.method,
                "upload": [file.id for file in act.files]}
        return self._ask("POST", act.path, urlencode(form, doseq=True).encode(), {"Content-Type": FORM})

    def _files_of(self, act: Act, proof: str) -> tuple[int, dict] | None:
        """None once the server has every file of an act; else what stopped it."""
        for file in act.files:
            stopped = None if file.sent else self._carry(file, act.path.split("/")[2], proof)
            if stopped:
                return stopped
            file.sent = True
        return None

    def _carry(self, file: File, project: str, proof: str) -> tuple[int, dict] | None:
        # As tus 1.0 does: announced under an id of its own, then from wherever the server has come to.
        about = {"id": file.id, "project": project, "filename": "note.txt"}
        said = ",".join(f"{name} {b64encode(value.encode()).decode()}" for name, value in about.items())
        proof = {"Tus-Resumable": "1.0.0", "X-CSRFToken": proof}
        answer = self._ask("POST", "/uploads", b"", {**proof, "Upload-Length": str(len(file.body)), "Upload-Metadata": said})
        while 200 <= answer[0] < 300:
            at = int(answer[1].get("upload-offset", len(file.body)))
            if at >= len(file.body):
                return None
            answer = self._ask("PATCH", f"/uploads/{file.id}", file.body[at:at + PIECE], {
                **proof, "Upload-Offset": str(at), "Content-Type": "application/offset+octet-stream"})
            if answer[0] == 409:
                answer = self._ask("GET", f"/uploads/{file.id}", b"", proof)
        return answer

    def _ask(self, method: str, path: str, body: bytes = b"", headers: dict | None = None) -> tuple[int, dict]:
        """Status, and JSON with the headers of an answer; status 0 where none came, or only half of one."""
        link = http.client.HTTPConnection(*self._address, timeout=PATIENCE)
        always = {"Host": self._host, "Accept": "application/json",
                  "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        try:
            link.request(method, path, body, always | (headers or {}))
            answer = link.getresponse()
            told = answer.read()
            self._keep_cookies(answer)
            heard = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, heard | (json.loads(told) if told else {})
        except (OSError, http.client.HTTPException):
            return 0, {}
        except ValueError:
            return (answer.status if answer.status >= 400 else 0), {}
        finally:
            link.close()

    def _keep_cookies(self, answer) -> None:
        for line in answer.headers.get_all("Set-Cookie", ()):
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value


def outcome_of(status: int, told: dict) -> str:
    """stored, refused, conflict or later: what the server says, or what its status means where it cannot speak."""
    if status == 0 or status >= 500 or status in PASSING:
        return "later"
    return told.get("outcome", "refused")
