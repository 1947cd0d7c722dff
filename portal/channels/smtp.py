"""A conversation with a mail server, and what its answers mean."""
import re
import smtplib
import ssl
from contextlib import suppress
from time import monotonic
from urllib.parse import unquote, urlsplit

#: Of each answer of the mail server, in seconds; a whole letter takes about eight answers.
PATIENCE = 15
#: Of RFC 3463: what is wrong with the address itself, and a box that is closed.
_OF_ADDRESS = re.compile(r"5\.(?:1\.\d+|2\.1)\b")
_ENHANCED = re.compile(r"[245]\.\d+\.\d+\b")


class _Answered(Exception):
    """``about`` says what it is about: the ``address``, the ``letter``, or, as in ``server``, neither of them."""

    def __init__(self, said: str, *, about: str = "server", code: int | None = None):
        self.about, self.code = about, code
        super().__init__(said)


class LetterRefused(_Answered):
    """The mail server will never take this letter."""


class LetterDelayed(_Answered):
    """Not now."""


class ServerAway(LetterDelayed):
    """No letter would be taken now: the server could not be reached, or does not let us in."""


class Closed(Exception):
    """The server ended the conversation before it heard of the letter."""


class Conversation:
    """An open connection over which letters go, one after another."""

    def __init__(self, server: smtplib.SMTP):
        self._server = server
        self.used_at, self.turns = monotonic(), 0

    @property
    def is_open(self) -> bool:
        return self._server.sock is not None

    def hand_over(self, envelope: str, to: str, data: bytes) -> None:
        """Hand one letter over. Raises LetterRefused, LetterDelayed, and Closed where an earlier letter went before."""
        self.turns += 1
        try:
            self._begin(envelope)
            self._check(self._server.rcpt(to), "address")
            self._check(self._server.data(data), "letter")
        except smtplib.SMTPDataError as error:
            self._check((error.smtp_code, error.smtp_error), "letter")
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise LetterDelayed(_told(error)) from error
        self.used_at = monotonic()

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            if self.is_open:
                self._server.quit()
        self._drop()

    def _drop(self) -> None:
        self._server.close()

    def _begin(self, envelope: str) -> None:
        try:
            answer = self._server.mail(envelope)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self._drop()
            raise Closed if self.turns > 1 else ServerAway(_told(error)) from error
        if answer[0] == 421 and self.turns > 1:
            self._drop()
            raise Closed
        self._check(answer, "server")

    def _check(self, answer: tuple[int, bytes], about: str) -> None:
        """Nothing where the server agrees; else this letter is over, and the conversation ready for another one."""
        code, said = answer[0], _plain(answer[1])
        if 200 <= code < 300:
            return
        if code == 421:
            self._drop()
        else:
            with suppress(OSError, smtplib.SMTPException):
                self._server.rset()
        raise _meant(code, said, about)


def opened(url: str) -> Conversation:
    """A conversation with ``smtp[s|+starttls]://user:password@host:port``, ready for letters. Raises ServerAway."""
    try:
        return Conversation(_connected(urlsplit(url)))
    except smtplib.SMTPAuthenticationError as error:
        raise ServerAway(f"{error.smtp_code} the server refuses our user name or password", code=error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(_told(error)) from error


def _connected(parts) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(parts.hostname, parts.port or 465, timeout=PATIENCE, context=secure)
    else:
        starts_tls = parts.scheme == "smtp+starttls"
        server = smtplib.SMTP(parts.hostname, parts.port or (587 if starts_tls else 25), timeout=PATIENCE)
        if starts_tls:
            server.starttls(context=secure)
    server.ehlo_or_helo_if_needed()
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _meant(code: int, said: str, about: str) -> _Answered:
    told = f"{code} {said}"
    if about == "server":
        # It does not take us as a sender: the operator's to mend, the letter itself is good.
        return ServerAway(told, code=code)
    if 500 <= code < 600:
        # By its enhanced code where it has one, else by when it was said.
        of_address = bool(_OF_ADDRESS.match(said)) if _ENHANCED.match(said) else about == "address"
        return LetterRefused(told, about="address" if of_address else "letter", code=code)
    return LetterDelayed(told, about=about, code=code)


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__


def _plain(said) -> str:
    return said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
