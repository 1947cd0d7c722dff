"""Names of files as people gave them, made harmless: a name is shown and offered, never used as a path."""
import re
import unicodedata

MOST = 200
#: Signs that are not seen but change what is: line ends, escapes, marks that turn the direction of writing.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLANKS = re.compile(r"\s+")


def tidy_name(name: str | None) -> str:
    """The last part of a path, without what is not seen; its ending stays when it is cut. Never empty."""
    tidy = seen_of(re.split(r"[/\\]", name or "")[-1]).strip(" .")
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > MOST and dot and len(ending) <= 12:
        return f"{stem[:MOST - len(ending) - 1].rstrip(' .')}.{ending}"
    return tidy[:MOST].rstrip(" .") or "file"


def seen_of(words: str) -> str:
    """What of some words on one line is seen, with single blanks between them."""
    seen = "".join(sign for sign in unicodedata.normalize("NFC", words) if unicodedata.category(sign) not in UNSEEN)
    return BLANKS.sub(" ", seen).strip()


def ending_of(name: str) -> str:
    """What follows the last dot, in lower case; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
