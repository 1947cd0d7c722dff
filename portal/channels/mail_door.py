"""Where a mail server hands mail over, by LMTP or SMTP: a mail counts as taken once whoever takes it says so, never before."""
import asyncio
import logging
import signal
from collections.abc import Callable
from urllib.parse import urlsplit

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP

log = logging.getLogger("portico.letters")

#: A larger mail is refused, and its sender told so by the server that has it.
LARGEST = 60 * 2**20
#: Some mails have lines a thousand times as long as they should.
LONGEST_LINE = 2**21
#: Mails that are taken in at the same time; each is held in memory.
AT_ONCE = 2
#: How long those that are being taken in may go on once we are told to stop, in seconds.
LAST_WORDS = 10


class Door:
    """``is_ours(address)`` says who is let in; ``take(raw, recipients)`` runs in a thread and returns once a mail is safe."""

    def __init__(self, is_ours: Callable[[str], bool], take: Callable[[bytes, list[str]], None]):
        self._is_ours, self._take = is_ours, take
        self._free, self._taking = asyncio.Semaphore(AT_ONCE), set()

    async def handle_RCPT(self, server, session, envelope, address: str, options: list) -> str:
        if not self._is_ours(address):
            return "550 5.1.1 Not one of our addresses"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        taking = asyncio.ensure_future(self._taken(envelope.content, list(envelope.rcpt_tos)))
        self._taking.add(taking)
        taking.add_done_callback(self._taking.discard)
        # A line that breaks off meanwhile does not stop what is half done.
        said = await asyncio.shield(taking)
        # LMTP wants one answer for each recipient (RFC 2033).
        return "\r\n".join([said] * len(envelope.rcpt_tos)) if isinstance(server, LMTP) else said

    async def rest(self) -> None:
        """Wait for what is being taken in."""
        if self._taking:
            await asyncio.wait(self._taking, timeout=LAST_WORDS)

    async def _taken(self, raw: bytes, recipients: list[str]) -> str:
        async with self._free:
            try:
                await asyncio.to_thread(self._take, raw, recipients)
            except Exception as error:
                log.warning("mail not taken", exc_info=True, extra={"trouble": type(error).__name__})
                return "451 4.3.0 Not now, please try again"
        return "250 2.0.0 Taken"


class _Patient:
    """What our SMTP and LMTP have in common."""

    line_length_limit = LONGEST_LINE


class OurSMTP(_Patient, SMTP):
    """A mail server that hands over by SMTP."""


class OurLMTP(_Patient, LMTP):
    """A mail server that hands over by LMTP."""


async def keep_open(url: str, door: Door) -> None:
    """Listen at ``lmtp://host:port`` or ``smtp://host:port`` until SIGTERM or SIGINT; what has come whole is still taken."""
    parts, loop, ending = urlsplit(url), asyncio.get_running_loop(), asyncio.Event()
    kind = OurLMTP if parts.scheme == "lmtp" else OurSMTP
    server = await loop.create_server(
        lambda: kind(door, hostname=parts.hostname, ident="Portico", data_size_limit=LARGEST, enable_SMTPUTF8=True,
                     decode_data=False, loop=loop), parts.hostname, parts.port)
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ending.set)
    log.info("mail is taken in", extra={"listen": url})
    await ending.wait()
    server.close()
    await door.rest()
