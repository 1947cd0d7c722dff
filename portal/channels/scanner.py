"""Asking ClamAV's daemon whether bytes do harm. Plain values in, a word out."""
import socket
import struct
from collections.abc import Iterable
from urllib.parse import urlsplit

PIECE = 2**16
#: What it calls bytes that it does not look into, however often it is asked.
TOO_LARGE = "larger than the scanner looks into"
#: For the whole of it, in seconds.
PATIENCE = 60


class ScannerAway(Exception):
    """It cannot be reached, or does not say: nothing is known of these bytes."""


def harm_in(data: bytes | Iterable[bytes], url: str) -> str | None:
    """What ``clamd://host:port`` calls the harm in these bytes, or None where it finds none. Raises ScannerAway.

    Its protocol: INSTREAM, then pieces with their length before them, a length of nothing, and one line back.
    """
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname, parts.port or 3310), timeout=PATIENCE) as line:
            said = _asked(line, [data] if isinstance(data, bytes) else data)
    except OSError as error:
        raise ScannerAway(error.strerror or str(error) or type(error).__name__) from error
    if said == "stream: OK":
        return None
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    if "size limit exceeded" in said:
        return TOO_LARGE
    raise ScannerAway(said[:200] or "no answer")


def _asked(line: socket.socket, data: Iterable[bytes]) -> str:
    try:
        line.sendall(b"zINSTREAM\0")
        for piece in _pieces(data):
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        # It speaks, and hangs up, before it has heard all of what is too large for it.
        pass
    return _answer(line)


def _pieces(data: Iterable[bytes]) -> Iterable[bytes]:
    # Nothing would be the end.
    return (piece[at:at + PIECE] for piece in data for at in range(0, len(piece), PIECE))


def reach_scanner(url: str) -> str | None:
    """None when the scanner answers, else what went wrong."""
    try:
        harm_in(b"harmless", url)
    except ScannerAway as away:
        return str(away)
    return None


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < 1000 and (piece := line.recv(1000)):
        said += piece
    return said.rstrip(b"\0").decode("ascii", "replace").strip()
