"""The words of a mail that was written in HTML only, with its lines, lists, addresses and quotes."""
import re

from portal.letters.markup import End, Start, pieces_of

#: More of it is not read: the whole stands in the original.
MOST = 1_000_000

BLOCKS = {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1", "h2", "h3",
          "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"}
#: With an empty line around them.
PARAGRAPHS = {"blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"}
SHOWN = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f\u00a0]+")
#: Quotes within quotes are marked so often at most.
DEEPEST = 9


def words_of(html: str) -> str:
    """Plain text: a quote as lines with ``>``, a list with dashes, a link with its address where it says something else."""
    writer = Writer()
    for piece in pieces_of(html[:MOST]):
        if isinstance(piece, Start):
            writer.start(piece)
        elif isinstance(piece, End):
            writer.end(piece.tag)
        else:
            writer.words(piece)
    return writer.text()


class Writer:
    """Writes lines as it reads; blanks count once, as on a page, but where lines are set as they stand."""

    def __init__(self):
        self._lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._as_it_stands = 0
        self._link: tuple[str, int] | None = None

    def start(self, sign: Start) -> None:
        tag = sign.tag
        if tag == "br":
            self._end_line(always=True)
        elif tag in BLOCKS:
            self._end_line()
            self._gap(tag)
        if tag == "blockquote":
            self._depth += 1
        elif tag == "li":
            self._line.append("- ")
        elif tag == "pre":
            self._as_it_stands += 1
        elif tag in ("td", "th") and self._line:
            self._line.append(" ")
        elif tag == "a":
            self._link = (sign.href, len(self._line))

    def end(self, tag: str) -> None:
        if tag == "a" and self._link:
            self._tell_address(*self._link)
        elif tag in BLOCKS:
            self._end_line()
        if tag == "blockquote":
            self._depth = max(0, self._depth - 1)
        elif tag == "pre":
            self._as_it_stands = max(0, self._as_it_stands - 1)
        self._gap(tag)

    def words(self, words: str) -> None:
        if self._as_it_stands:
            first, *others = words.split("\n")
            self._line.append(first)
            for line in others:
                self._end_line(always=True)
                self._line.append(line)
            return
        words = BLANKS.sub(" ", words)
        if words := words if self._line else words.lstrip(" "):
            self._line.append(words)

    def text(self) -> str:
        self._end_line()
        lines: list[str] = []
        for line in self._lines:
            # Nobody needs to read two empty lines.
            if line.strip("> ") or (lines and lines[-1].strip("> ")):
                lines.append(line)
        while lines and not lines[-1].strip("> "):
            lines.pop()
        return "\n".join(lines)

    def _end_line(self, *, always: bool = False) -> None:
        line = "".join(self._line)
        if always or line.strip():
            self._lines.append(f"{self._marks()}{line if self._as_it_stands else BLANKS.sub(' ', line)}".rstrip())
        self._line.clear()
        self._link = None

    def _gap(self, tag: str) -> None:
        if tag in PARAGRAPHS and self._lines and self._lines[-1].strip("> "):
            self._lines.append(self._marks().rstrip())

    def _marks(self) -> str:
        return f"{'>' * min(self._depth, DEEPEST)} " if self._depth else ""

    def _tell_address(self, address: str, since: int) -> None:
        said, self._link = "".join(self._line[since:]).strip(), None
        bare = re.sub(r"^mailto:", "", address, flags=re.IGNORECASE)
        if SHOWN.match(address) and said and bare.rstrip("/") not in said and not said.startswith(("http", "www.")):
            self._line.append(f" ({bare})")
