"""A network between browser and server that can be slowed and cut: a door in front of the server's own."""
import socket
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit


class Network:
    """``network.hold()`` lets answers wait; ``network.let_go()`` lets them, and all that follow, through.

    ``network.changes`` are pairs of equally long bytes: what crosses is changed. ``network.lead_to(url)`` moves house.
    """

    def __init__(self, url: str):
        self._ends: list[socket.socket] = []
        self.lead_to(url)
        self.changes: list[tuple[bytes, bytes]] = []
        self._open = threading.Event()
        self._open.set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def lead_to(self, url: str) -> None:
        """From now on; whoever was connected is cut off."""
        self._target = (urlsplit(url).hostname, urlsplit(url).port)
        for end in self._ends:
            _shut(end)

    def hold(self) -> None:
        self._open.clear()

    def let_go(self) -> None:
        self._open.set()

    def close(self) -> None:
        self._open.set()
        self._door.close()

    def _listen(self) -> None:
        while True:
            try:
                near, _address = self._door.accept()
            except OSError:
                return
            far = socket.create_connection(self._target)
            self._ends += (near, far)
            threading.Thread(target=self._pass, args=(near, far, None), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, self._open), daemon=True).start()

    def _pass(self, come, go, gate) -> None:
        try:
            while piece := come.recv(65536):
                if gate:
                    gate.wait()
                for before, after in self.changes:
                    piece = piece.replace(before, after)
                go.sendall(piece)
        except OSError:
            pass
        for end in (come, go):
            _shut(end)


def _shut(end: socket.socket) -> None:
    try:
        end.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    end.close()


@contextmanager
def network_before(url: str):
    network = Network(url)
    try:
        yield network
    finally:
        network.close()
