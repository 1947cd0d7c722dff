"""Whether a mail comes from who it says: as the server tells that received it for us (RFC 8601), and nobody else."""
import re
from collections.abc import Collection, Iterator
from email.message import EmailMessage
from email.utils import getaddresses
from typing import NamedTuple

#: No server writes a longer one.
LONGEST = 8000

#: The others ("none", "neutral", "temperror") say nothing of the sender.
_JUDGED = {"pass", "fail", "softfail", "hardfail", "permerror"}
_WORD = re.compile(r"\s*([\w.-]+)\s*=\s*(\"[^\"]*\"|[^\s;\"]+)")
_AT = re.compile(r"@?([\w.-]+)$")


class Result(NamedTuple):
    method: str
    outcome: str
    #: What was looked at: ``header.from``, ``header.d``, ``smtp.mailfrom``.
    properties: dict[str, str]


def verdict(message: EmailMessage, trusted: Collection[str]) -> str:
    """``pass``, ``fail``, or ``none`` where no server we trust says anything.

    ``trusted`` are the names (authserv-id) of our own receiving servers. Only their topmost header counts: anybody may have
    written the ones below. What passed must belong to the domain in From; a mail with no or several senders there fails.
    """
    results = _results(message, {name.lower() for name in trusted})
    if results is None:
        return "none"
    sender = _sender_domain(message)
    if sender is None:
        return "fail"
    if judged := next((each for each in results if each.method == "dmarc" and each.outcome in ("pass", "fail")), None):
        return "pass" if judged.outcome == "pass" and _domain(judged, "header.from") in (None, sender) else "fail"
    checked = [each for each in results if each.method in ("dkim", "spf") and each.outcome in _JUDGED]
    if any(each.outcome == "pass" and _belongs(each, sender) for each in checked):
        return "pass"
    return "fail" if checked else "none"


def _results(message: EmailMessage, trusted: set[str]) -> list[Result] | None:
    for value in message.get_all("Authentication-Results", ()):
        server, *results = _without_comments(str(value)[:LONGEST]).split(";")
        if server.split()[:1] and server.split()[0].lower() in trusted:
            return list(_read(results))
    return None


def _read(results: list[str]) -> Iterator[Result]:
    for each in results:
        words = [(name.lower(), value.strip('"').lower()) for name, value in _WORD.findall(each)]
        if words:
            (method, outcome), *properties = words
            yield Result(method, outcome, dict(properties))


def _without_comments(value: str) -> str:
    """The header without what stands in brackets, which may hold anything, brackets too."""
    kept, depth, quoted = [], 0, False
    for sign in value:
        if sign == '"' and not depth:
            quoted = not quoted
        if sign == "(" and not quoted:
            depth += 1
        elif sign == ")" and depth and not quoted:
            depth -= 1
        elif not depth:
            # What is quoted is one value: no end of a result stands in it.
            kept.append(" " if quoted and sign == ";" else sign)
    return "".join(kept)


def _sender_domain(message: EmailMessage) -> str | None:
    senders = [address for value in message.get_all("From", ()) for _name, address in getaddresses([str(value)[:LONGEST]])]
    return senders[0].rpartition("@")[2].lower() or None if len(senders) == 1 else None


def _belongs(result: Result, sender: str) -> bool:
    """Whether what passed stands for the domain of the sender: the same, or one above or below it."""
    names = ("header.d", "header.i") if result.method == "dkim" else ("smtp.mailfrom", "smtp.from")
    domain = next((found for name in names if (found := _domain(result, name))), None)
    if domain is None or "." not in domain:
        return False
    return domain == sender or domain.endswith(f".{sender}") or sender.endswith(f".{domain}")


def _domain(result: Result, name: str) -> str | None:
    found = _AT.search(result.properties.get(name, ""))
    return found[1] if found else None
