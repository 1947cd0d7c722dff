"""A real SMTP listener, and the letters it has received."""
import asyncio
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from tests.support_processes import free_port


@dataclass
class Mailbox:
    letters: list[EmailMessage] = field(default_factory=list)
    port: int = 0
    #: An SMTP answer such as "451 Try again later", to be given instead of taking the letter.
    refusal: str | None = None
    #: The same for one address only, when it is named.
    refused: dict[str, str] = field(default_factory=dict)
    #: Part of addresses whose letters are taken no sooner than this is None again; and how many wait so.
    holding: str | None = None
    held: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await self._hold(envelope)
        if self.refusal:
            return self.refusal
        letter = message_from_bytes(envelope.content, policy=policy.default)
        letter.envelope_to, letter.envelope_from = list(envelope.rcpt_tos), envelope.mail_from
        #: Of the connection it came over.
        letter.peer = session.peer
        self.letters.append(letter)
        return "250 OK"

    async def _hold(self, envelope) -> None:
        self.held += 1
        while self.holding and any(self.holding in address for address in envelope.rcpt_tos):
            await asyncio.sleep(0.02)
        self.held -= 1

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in letter.envelope_to]

    def wait_for(self, address: str, *, count: int = 1, within: float = 60) -> EmailMessage:
        """The newest letter to an address, once ``count`` have arrived. Raises AssertionError when they do not."""
        until = time.monotonic() + within
        while len(self.to(address)) < count:
            if time.monotonic() > until:
                raise AssertionError(f"{len(self.to(address))} of {count} letters to {address}; "
                                     f"there are letters to {[each.envelope_to for each in self.letters]}")
            time.sleep(0.03)
        return self.to(address)[-1]

    def clear(self) -> None:
        self.letters.clear()
        self.refusal = self.holding = None
        self.refused.clear()


def open_mailbox() -> tuple[Mailbox, Controller]:
    box = Mailbox(port=free_port())
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    return box, controller
