"""The first lines of a text, to be shown as they are."""
import codecs
import unicodedata

from portal.files.kinds import HEAD, content_of, is_text

READ, LINES, LENGTH = 64 * 2**10, 400, 400
#: Of one page.
MOST_WORDS = 20_000
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: Signs that turn the direction of what follows: what is shown is what is there.
UNSEEN = {"Cc", "Cs", "Co", "Cn"}
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def first_lines(data: bytes) -> str | None:
    """At most 400 lines of at most 400 signs, without what would not be seen; None where it is no text."""
    if content_of(data[:HEAD]) is not None or not (data.startswith(MARKS) or is_text(data[:HEAD])):
        return None
    lines = _decoded(data[:READ]).splitlines()
    shown = [_plain(line[:LENGTH]) + ("…" if len(line) > LENGTH else "") for line in lines[:LINES]]
    return "\n".join(shown + ["…"] * (len(lines) > LINES or len(data) > READ))


def page_words(text: str) -> str:
    """The text of a page of a PDF, without what would not be seen; at most 20,000 signs. Empty where nothing is left."""
    lines = [_plain(line).strip() for line in text[:2 * MOST_WORDS].splitlines()]
    words = "\n".join(line for line in lines if line)
    return words[:MOST_WORDS] + ("…" if len(words) > MOST_WORDS else "")


def _decoded(data: bytes) -> str:
    if data.startswith(MARKS[1:]):
        return data.decode("utf-16", "replace")
    try:
        # The last sign may have been cut in two.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        # What spreadsheets of the West write. A guess from a few words is wrong more often.
        return data.decode("cp1252", "replace")


def _plain(line: str) -> str:
    return "".join(sign for sign in line
                   if sign == "\t" or sign not in TURNING and unicodedata.category(sign) not in UNSEEN)
