"""Names of files as people gave them, made harmless: a name is shown and offered, never used as a path."""
import re
import unicodedata

MOST = 200
#: Signs that are not seen but change what is: line ends, escapes, marks that turn the direction of writing.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLANKS = re.compile(r"\s+")


def tidy_name(name: str | None) -> str:
    """The last part of a path, without what is not seen; its ending stays when it is cut. Never empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name or ""))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in UNSEEN)
    tidy = BLANKS.sub(" ", seen).strip(" .")
    stem, dot, ending = tidy.rpartition(".")
    if len(tidy) > MOST and dot and len(ending) <= 12:
        return f"{stem[:MOST - len(ending) - 1].rstrip(' .')}.{ending}"
    return tidy[:MOST].rstrip(" .") or "file"


def ending_of(name: str) -> str:
    """What follows the last dot, in lower case; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
