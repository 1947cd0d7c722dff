"""Cells as text, and text made comparable."""

import re
import unicodedata
from datetime import date, datetime
from functools import lru_cache

from portal.plan.importing.limits import MAX_TEXT, MAX_TITLE

NOTHING = {"-", "--", "---", "–", "—", "n/a", "#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "null", "nan"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\ud800-\udfff]")


def text_of(cell) -> str:
    """A cell as it would be shown, leading spaces kept; a whole number has no `.0`."""
    if isinstance(cell, str):
        return cell if cell.isprintable() else CONTROL.sub("", cell)
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def is_blank(cell) -> bool:
    """Empty, or one of the signs that people and programs write for nothing."""
    if not isinstance(cell, str):
        return cell is None
    text = cell.strip()
    return not text or (len(text) < 9 and text.casefold() in NOTHING)


def label_of(cell) -> str:
    """A cell on one line, for titles, names and keys."""
    return " ".join(text_of(cell).split())[:MAX_TITLE]


def prose_of(cell) -> str:
    """A cell that may hold paragraphs."""
    return text_of(cell).replace("\r\n", "\n").replace("\r", "\n").strip()[:MAX_TEXT]


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Text for comparing words: no accents, no case, signs become spaces; % and # stay because they mean something."""
    text = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w%#]+|_", " ", text).split())
