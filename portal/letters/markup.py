"""HTML of a mail in pieces: where something begins, where it ends, and the words between.

Somebody else's program wrote it, so nothing is looked at twice: the work grows with its length and no faster, however deep
it is nested and whatever is left open.
"""
import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


class Start(NamedTuple):
    tag: str
    #: Where a link leads, and what stands for a picture; of other tags nothing is told.
    href: str = ""
    alt: str = ""


class End(NamedTuple):
    tag: str


#: What is told in them is for programs.
UNSEEN = ("script", "style", "title", "template", "noscript")

_SIGN = re.compile(r"<(?:!--|(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*+)(?P<rest>(?>[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>"
                   r"|[/!?a-zA-Z][^<>]*+>)")
_PLAIN = re.compile(r"<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*+)")
_VALUE = re.compile(r"(?<![\w-])(href|alt)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)


def pieces_of(html: str) -> Iterator[Start | End | str]:
    """The pieces in their order, words with their entities read; without comments and what nobody sees."""
    at = 0
    while found := _SIGN.search(html, at):
        if found.start() > at:
            yield _read(html[at:found.start()])
        at = found.end()
        if found[0] == "<!--":
            at = _behind(html, "-->", at)
            continue
        sign = found if found["tag"] else _PLAIN.match(found[0])
        if sign is None:
            continue
        tag = sign["tag"].lower()
        if sign["close"]:
            yield End(tag)
        elif tag in UNSEEN:
            at = _behind(html, re.compile(f"</{tag}[^<>]*>", re.IGNORECASE), at)
        else:
            yield Start(tag, **_values(found[0])) if tag in ("a", "img") else Start(tag)
    if at < len(html):
        yield _read(html[at:])


def _behind(html: str, end: str | re.Pattern, at: int) -> int:
    """Where something goes on that is not seen; what never ends hides the rest, as on a page."""
    if isinstance(end, str):
        found = html.find(end, at)
        return len(html) if found < 0 else found + len(end)
    match = end.search(html, at)
    return match.end() if match else len(html)


def _values(sign: str) -> dict[str, str]:
    return {name.lower(): _read(double or single or bare) for name, double, single, bare in _VALUE.findall(sign[:5000])}


def _read(words: str) -> str:
    try:
        return unescape(words) if "&" in words else words
    except ValueError:
        # A number of a sign, with thousands of digits.
        return words
