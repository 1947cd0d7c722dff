"""How programs in six languages write the four ways two tasks hang together, and relations in words."""

TYPES = {
    "FS": "FS EA FD FC TI AS FI EB",
    "SS": "SS DD CC II BB",
    "FF": "FF EE TT",
    "SF": "SF AE DF CF IT SA IF BE",
}
TYPE_OF = {code: kind for kind, codes in TYPES.items() for code in codes.split()}
BY_LANGUAGE = {"de": {"AA": "SS"}, "sv": {"AA": "FF"}}
BEFORE = (
    "blocked by",
    "is blocked by",
    "blocked",
    "follows",
    "depends on",
    "after",
    "waiting on",
    "folgt auf",
    "blockiert durch",
    "abhangig von",
    "suit",
    "bloque par",
    "depend de",
    "foljer",
    "blockeras av",
    "depende de",
    "bloqueada por",
    "bloqueado por",
    "predecessor",
    "vorganger",
)
AFTER = (
    "precedes",
    "blocks",
    "blocking",
    "successor",
    "blockiert",
    "precede",
    "bloque",
    "blockerar",
    "bloquea",
    "bloqueia",
    "nachfolger",
)
OTHER = (
    "relates to",
    "related to",
    "relates",
    "duplicates",
    "duplicated by",
    "is duplicate of",
    "copied to",
    "copied from",
    "cloned by",
    "clones",
    "parent of",
    "child of",
)


def type_of(code: str, language: str) -> str | None:
    code = code.upper()
    return BY_LANGUAGE.get(language, {}).get(code) or TYPE_OF.get(code) or ("SS" if code == "AA" else None)
