"""A Redis of the tests' own, on a socket in a folder of its own."""
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError

from tests.support_processes import start, stop, wait_until


@dataclass
class Server:
    url: str
    process: subprocess.Popen

    def stop(self) -> None:
        stop(self.process)


@contextmanager
def running_redis():
    with tempfile.TemporaryDirectory(prefix="portico-redis-") as folder:
        socket = Path(folder) / "redis.sock"
        process = start(["redis-server", "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder],
                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = Server(f"unix://{socket}", process)
        try:
            wait_until(lambda: _answers(server.url), what="Redis answering")
            yield server
        finally:
            server.stop()


def _answers(url: str) -> bool:
    try:
        with Redis.from_url(url, retry=None) as client:
            return client.ping()
    except ConnectionError:
        return False
