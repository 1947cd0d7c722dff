"""What of a mail's text a person wrote just now, and what their program put below it: quotes, headers, a signature.

Nothing is dropped: what is cut off is kept as the folded part, and both together are the whole. Where the words stand
between quotes, or nothing would be left, all of it is the reply: better too much on the screen than a word less.
The work grows with the length of the text and no faster.
"""
import re
from typing import NamedTuple

from portal.letters.lines import kinds_of

#: More lines below its mark are no signature: below the one that programs write (RFC 3676, 4.3), and below two bare dashes.
LONGEST_SIGNATURE = {"g": 12, "b": 6}

#: Who says so answers between lines that their program did not mark as quoted.
_BETWEEN = re.compile(r"\b(?:below|in-?line|in (?:red|blue|green|bold|colou?r)|unten|in (?:rot|blau|grün|fett)|im text|ci-dessous"
                      r"|en (?:rouge|bleu|vert|gras)|dans le texte|nedan|i (?:rött|blått|grönt)|i texten|más abajo|en rojo|abaixo"
                      r"|hieronder|in het rood|di seguito|qui sotto|in rosso)\b", re.IGNORECASE)
#: Such a word stands in a short note above the rest.
_NOTE = 400
_HEADERS = re.compile(r"[fuh](?:t?[fuh]){2,}")
#: Behind what announces another mail: its headers, and what is quoted of it.
_ANNOUNCED = re.compile(r"[mefuhd]*+")
_QUOTE = re.compile(r"[qed]*+")
_WORDS = str.maketrans("fuh", "ttt")


class Trimmed(NamedTuple):
    reply: str
    #: The lines that are not shown at once, in their order; empty where nothing was cut.
    folded: str


def trim(text: str) -> Trimmed:
    """The reply in a mail's text, and the rest. Line ends are made one kind, empty lines at either end go."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kinds = _plain_headers(kinds_of(lines))
    first, last = _reply(kinds)
    if "t" not in kinds[first:last] or _answers_between(lines[first:last], kinds[last:]):
        first, last = 0, len(lines)
    folded = [_joined(lines[:first]), _joined(lines[last:])]
    return Trimmed(_joined(lines[first:last]), "\n\n".join(filter(None, folded)))


def _answers_between(reply: list[str], rest: str) -> bool:
    """Whether a short reply sends its reader on to what stands below it, where words of its own cannot be told from others."""
    note = "\n".join(reply) if "m" in rest and "q" not in rest else ""
    return 0 < len(note) <= _NOTE and _BETWEEN.search(note) is not None


def _joined(lines: list[str]) -> str:
    """The lines without empty ones at either end."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    last = next((at for at in range(len(lines), first, -1) if lines[at - 1].strip()), first)
    return "\n".join(lines[first:last])


def _plain_headers(kinds: str) -> str:
    """Headers are such only several together, a sender and a subject among them; else they are words like others."""
    found, behind = [], 0
    for block in _HEADERS.finditer(kinds):
        if "f" in block[0] and "u" in block[0]:
            found += [kinds[behind:block.start()].translate(_WORDS), "m" * len(block[0])]
            behind = block.end()
    return "".join(found) + kinds[behind:].translate(_WORDS)


def _reply(kinds: str) -> tuple[int, int]:
    """From which line to which the reply stands."""
    mark = kinds.find("m")
    if mark < 0:
        return 0, _without_quote(kinds, _without_signature(kinds, 0, len(kinds)))
    quote = _ANNOUNCED.match(kinds, mark).end()
    below = _QUOTE.match(kinds, quote).end()
    end = _without_signature(kinds, below, len(kinds))
    own = quote < below and "t" in kinds[below:end]
    if "t" in kinds[:mark]:
        # Words above and words below what is quoted: an answer between the lines.
        return (0, len(kinds)) if own else (0, _without_quote(kinds, _without_signature(kinds, 0, mark)))
    if own and not any(kind in kinds[below:end] for kind in "qm") and "q" not in kinds[:mark]:
        return below, end
    return 0, len(kinds)


def _without_signature(kinds: str, first: int, last: int) -> int:
    """Where the text ends above its signature, and above what devices and lists put below that."""
    at, words, end = last, 0, last
    while at > first and kinds[at - 1] not in "qm" and words <= max(LONGEST_SIGNATURE.values()):
        at -= 1
        words += kinds[at] == "t"
        if words <= LONGEST_SIGNATURE.get(kinds[at], -1):
            end = at
    while end > first and kinds[end - 1] in "esdgb":
        end -= 1
    return end


def _without_quote(kinds: str, last: int) -> int:
    """Where the text ends above the one quote below it; quotes between the words stay with them."""
    start = last
    while start and kinds[start - 1] in "qed":
        start -= 1
    if "q" not in kinds[start:last] or "q" in kinds[:start] or "t" not in kinds[:start]:
        return last
    return _without_signature(kinds, 0, start)
