"""A bad network: a proxy between devices and server that loses requests and answers, holds them up and repeats them."""
import http.client
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

#: What may happen to one request, and how often out of a hundred.
FATES = {"lost": 8, "unheard": 10, "late": 14, "twice": 8, "straggling": 5, "cut": 4, "plain": 51}
CALM = {"unheard": 5, "twice": 5, "plain": 90}
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Weather:
    """Listens on a port of its own until ``close``; ``calm`` lets most through. Counts what befell whom."""

    def __init__(self, port: int, random: Random):
        self.port, self.fates, self.befell = port, FATES, Counter()
        self._random, self._guard, self._stragglers = random, threading.Lock(), []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *connection: Crossing(self, *connection))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> tuple[str, int]:
        return self._server.server_address[:2]

    def calm(self) -> None:
        self.fates = CALM

    def draw(self) -> tuple[str, float]:
        """What becomes of the next request, and how long that takes where it takes long."""
        with self._guard:
            fate = self._random.choices(list(self.fates), self.fates.values())[0]
            self.befell[fate] += 1
            return fate, self._random.uniform(0.05, 0.6)

    def carry_later(self, request: tuple, wait: float) -> None:
        """Deliver a request whose sender has long given up."""
        straggler = threading.Timer(wait, carry, (self.port, *request))
        straggler.daemon = True
        with self._guard:
            self._stragglers.append(straggler)
        straggler.start()

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        for straggler in self._stragglers:
            straggler.join(60)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class Crossing(BaseHTTPRequestHandler):
    """One request on its way."""

    def __init__(self, weather: Weather, *connection):
        self.weather = weather
        super().__init__(*connection)

    def do_GET(self) -> None:
        request = self.command, self.path, dict(self.headers), self.rfile.read(int(self.headers.get("Content-Length", 0)))
        fate, wait = self.weather.draw()
        self.close_connection = True
        if fate == "late":
            time.sleep(wait)
        if fate in ("twice", "straggling"):
            self.weather.carry_later(request, 0 if fate == "twice" else 4 * wait)
        if fate in ("lost", "straggling"):
            return
        answer = carry(self.weather.port, *request)
        if fate != "unheard":
            self.answer(*answer, cut=fate == "cut")

    do_POST = do_PATCH = do_GET

    def answer(self, status: int, headers: list, body: bytes, *, cut: bool) -> None:
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:len(body) // 2] if cut else body)

    def log_message(self, *said) -> None:
        pass


def carry(port: int, method: str, path: str, headers: dict, body: bytes) -> tuple[int, list, bytes]:
    """What the server answers; where it is dead, what a proxy in front of it says."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        link.request(method, path, body, headers)
        answer = link.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except (OSError, http.client.HTTPException):
        return 502, [("Content-Type", "text/plain")], b"Bad gateway"
    finally:
        link.close()
