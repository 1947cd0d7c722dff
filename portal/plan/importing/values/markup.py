"""Notes as plain words: programs keep them as RTF or HTML."""

import html
import re
from html.parser import HTMLParser

from portal.plan.importing.limits import MAX_TEXT

SKIPPED = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "generator", "themedata", "listtable"}
TOKEN = re.compile(r"\\'([0-9a-f]{2})|\\u(-?\d+) ?\??|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}]+)", re.I | re.S)


def plain_note(text: str | None) -> str:
    """A note without its markup."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()[: MAX_TEXT * 10]
    if text.startswith("{\\rtf"):
        text = from_rtf(text)
    elif re.search(r"</?(p|br|div|span|b|i|ul|li|html|body|font|strong|em)\b[^<>]*>", text, re.I):
        text = from_html(text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()[:MAX_TEXT]


class Words(HTMLParser):
    """Text outside of scripts and styles, a line for each block."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")
        if tag in ("br", "p", "div", "li", "tr", "h1", "h2", "h3"):
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag):
        self.hidden = max(0, self.hidden - (tag in ("script", "style")))

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def from_html(text: str) -> str:
    words = Words()
    try:
        words.feed(text)
        words.close()
    except Exception:
        return html.unescape(re.sub(r"<[^<>]*>", " ", text))
    return "".join(words.parts)


def from_rtf(text: str) -> str:
    """The visible text of a small RTF document; groups that hold tables of fonts and colours are passed over."""
    out, skip, depth, starting = [], None, 0, False
    for token in TOKEN.finditer(text):
        hexa, code, word, _, sign, brace, plain = token.groups()
        if brace:
            depth += 1 if brace == "{" else -1
            skip = None if skip is not None and depth < skip else skip
            starting = brace == "{"
            continue
        if starting and (word in SKIPPED or sign == "*") and skip is None:
            skip = depth
        starting = False
        if skip is None:
            out.append(visible(hexa, code, word, sign, plain))
    return "".join(out)


def visible(hexa, code, word, sign, plain) -> str:
    if hexa:
        return bytes.fromhex(hexa).decode("cp1252", "replace")
    if code:
        return chr(int(code) % 65536) if not 0xD800 <= int(code) % 65536 <= 0xDFFF else ""
    if word:
        return "\n" if word in ("par", "line") else "\t" if word == "tab" else ""
    if sign:
        return sign if sign in "\\{}" else " " if sign == "~" else ""
    return plain.replace("\n", "")
