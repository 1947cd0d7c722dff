"""Mail that a program wrote by itself: answers of absent people, lists, mail of our own that came back."""
import re
from email.message import EmailMessage

from portal.letters.numbers import OWN_NAME

#: A mail that passed through more servers goes in a circle (RFC 5321, 6.3, asks for 100 at least before refusing).
MOST_HOPS = 100

_LIST = ("List-Id", "List-Post", "List-Unsubscribe", "List-Help", "Mailing-List")
_AUTO_REPLY = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-AutoReply-From", "X-Mail-Autoreply", "X-Auto-Reply-From")
_ABSENT = re.compile(r"(?:out of (?:the )?office|auto(?:matic)?[ -]?reply|auto:|automatische antwort|abwesenheits\w*|autosvar"
                     r"|automatiskt svar|réponse automatique|risposta automatica|respuesta automática|resposta automática"
                     r"|automatisch antwoord|automatyczna odpowiedź|автоответ)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)


def why_automatic(message: EmailMessage, *, own_host: str | None = None) -> str | None:
    """``auto_reply``, ``loop``, ``list`` or ``bulk``; None for what a person seems to have written (RFC 3834, 2; RFC 2919).

    Told by headers only. With ``own_host``, mail whose Message-ID was made there is our own.
    """
    if _goes_in_circles(message, own_host):
        return "loop"
    if _answers_by_itself(message):
        return "auto_reply"
    precedence = _word(message, "Precedence")
    if precedence == "list" or any(name in message for name in _LIST):
        return "list"
    return "bulk" if precedence in ("bulk", "junk") else None


def _goes_in_circles(message: EmailMessage, own_host: str | None) -> bool:
    if "X-Loop" in message or len(message.get_all("Received", ())) > MOST_HOPS:
        return True
    name, _, made_at = _text(message, "Message-ID").strip(" <>").rpartition("@")
    # People may have their mail at that very host: the rest is such as only we make it.
    return own_host is not None and made_at.lower() == own_host.lower() and OWN_NAME.fullmatch(name) is not None


def _answers_by_itself(message: EmailMessage) -> bool:
    if _word(message, "Auto-Submitted") not in ("", "no") or _word(message, "Precedence") == "auto_reply":
        return True
    if any(name in message for name in _AUTO_REPLY) or _text(message, "Return-Path").strip() == "<>":
        return True
    if message.get_content_type() == "multipart/report" or _NOBODY.search(_text(message, "From")[:1000]):
        return True
    return bool(_ABSENT.match(_text(message, "Subject").lstrip()))


def _word(message: EmailMessage, name: str) -> str:
    """The first word of a header, before its parameters and comments."""
    return re.split(r"[\s;(]", _text(message, name).strip().lower(), maxsplit=1)[0]


def _text(message: EmailMessage, name: str) -> str:
    return str(message.get(name) or "")
