"""What people write, as clean HTML: a small part of Markdown, then a sieve that lets nothing else through.

Raw HTML, images and references are never read; headings begin at the fourth level, below those of the page.
The work grows with the length of the text and no faster; the length has a limit.
"""
import re
from functools import cache
from html import unescape

LIMIT = 20_000

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_INLINE = re.compile(r"</?(?:strong|em|code|a|span)\b[^>]*>")
_TAG = re.compile(r"<[^>]*(?:>|$)")
_CUT = re.compile(r"&\w{0,8}$")
_TAGS = {"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "h4", "h5", "h6", "hr", "span"}
_OFF = ("html_block", "html_inline", "image", "reference", "lheading")
#: Lines that begin with a letter, of letters, digits and what is only punctuation, one blank line between paragraphs.
_LINE = r"[^\W\d_](?: ?[\w.,;:?!()'%/…’–—-])*"
_PLAIN = re.compile(rf"{_LINE}(?:\n\n?{_LINE})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,1000}")
_AFTER_ADDRESS = ".,;:!?)]}*_"


def tidy(text: str) -> str:
    """The form in which words are kept: one kind of line end, no control characters, no empty ends."""
    return without_control(text).strip()


def without_control(text: str) -> str:
    """The text with one kind of line end and without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def to_html(text: str, names=None) -> str:
    """Clean HTML of tidy text; ``names`` (see ``portal.talk.names``) marks the people it mentions."""
    if _PLAIN.fullmatch(text) and "://" not in text and "_" not in text and len(text) <= LIMIT:
        # Most of what people write: nothing in it means anything to the parser or to the sieve.
        return "".join(f"<p>{part}</p>\n" for part in text.replace("\n", "<br>\n").split("<br>\n<br>\n"))
    # Beyond the limit nothing is parsed: callers refuse it with a sentence, this is the second lock.
    import nh3
    html = _parser().render(text[:LIMIT], {"names": names})
    return nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, allowed_classes={"span": {"mention"}},
                     url_schemes={"http", "https", "mailto"}, link_rel="nofollow ugc noopener noreferrer")


def plain_words(html: str) -> str:
    """The words of (the beginning of) what ``to_html`` made, for a line in a list; what is cut in two is left out."""
    return " ".join(unescape(_CUT.sub("", _TAG.sub(" ", _INLINE.sub("", html)))).split())


@cache
def _parser():
    # Imported when the first words are written: a process that only reads never pays for it.
    from markdown_it import MarkdownIt
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 20}).disable(_OFF)
    parser.core.ruler.push("portico", _finish)
    return parser


def _finish(state) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(4, int(token.tag[1]))}"
        elif token.children and ("://" in token.content or "@" in token.content):
            token.children = list(_with_links_and_names(token.children, state.env["names"]))


def _with_links_and_names(tokens, names):
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type != "text" or depth:
            yield token
            continue
        for part, address in _split_addresses(token.content):
            yield from _link(address) if address else _named(part, names)


def _split_addresses(text: str):
    at = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_AFTER_ADDRESS)
        yield text[at:found.start()], None
        yield None, address
        at = found.start() + len(address)
    yield text[at:], None


def _named(text: str, names):
    if not names or "@" not in text:
        yield _text(text)
        return
    for part, user_id in names.split(text):
        yield from _span(part) if user_id and names.shows(user_id) else (_text(part),)


def _link(address: str):
    return _wrapped("link", "a", {"href": address}, address)


def _span(text: str):
    return _wrapped("mention", "span", {"class": "mention"}, text)


def _wrapped(kind: str, tag: str, attributes: dict, text: str):
    from markdown_it.token import Token
    return Token(f"{kind}_open", tag, 1, attrs=attributes), _text(text), Token(f"{kind}_close", tag, -1)


def _text(content: str):
    from markdown_it.token import Token
    return Token("text", "", 0, content=content)
