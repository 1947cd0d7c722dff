"""What a heading may mean: an exact word first, then a part of it, then a word inside of it."""

import re
from functools import lru_cache

from portal.plan.importing.table.vocabulary import AVOIDED, VOCABULARY
from portal.plan.importing.values.text import folded, text_of

EXACT, PART, INSIDE = 100.0, 85.0, 40.0
LOOSE_TOKENS = 6
CAMEL = re.compile(r"(?<=[a-zäöüéèåáóíúçãõ])(?=[A-ZÄÖÜÅ])")
AVOID = frozenset(AVOIDED)


def known_words() -> dict[str, dict[str, float]]:
    """Folded word -> {field: how early it stands in its list, as a small deduction}."""
    known = {}
    for field, languages in VOCABULARY.items():
        for words in languages.values():
            for place, word in enumerate(words.split("|")):
                spot = known.setdefault(folded(word), {})
                spot[field] = min(spot.get(field, 99), place * 0.4)
    known.pop("", None)
    return known


KNOWN = known_words()
LANGUAGE_WORDS = {
    code: {folded(word) for words in VOCABULARY.values() for word in words.get(code, "").split("|") if word}
    for code in ("en", "de", "fr", "sv", "es", "pt", "it", "nl", "da")
}


@lru_cache(maxsize=4096)
def meanings(heading: str) -> dict[str, float]:
    """Field -> score for one heading; empty when nothing is known."""
    text = folded(heading)
    if text not in KNOWN:
        heading = CAMEL.sub(" ", heading)
        text = folded(heading)
    if not text or len(heading) > 80:
        return {}
    if text in KNOWN:
        return {field: EXACT - place for field, place in KNOWN[text].items()}
    if AVOID & set(text.split()):
        return {}
    return by_parts(heading) or by_inside(text)


def by_parts(heading: str) -> dict[str, float]:
    """`Start (planned)`, `Category/Phase`, `Section|Column`, `Vorgang\\nTask`."""
    bare = folded(re.sub(r"\(.*?\)|\[.*?\]", " ", heading))
    parts = [bare] + [folded(part) for part in re.split(r"[/|\n:;()\[\]–]| - ", heading)]
    found = {}
    for part in parts:
        for field, place in KNOWN.get(part, {}).items():
            found[field] = max(found.get(field, 0), PART + (8 if part == bare else 0) - place)
    return found


def by_inside(text: str) -> dict[str, float]:
    """The longest known phrases standing inside of a longer heading."""
    tokens = text.split()
    if len(tokens) > LOOSE_TOKENS:
        return {}
    found = {}
    for size in range(len(tokens), 0, -1):
        for at in range(len(tokens) - size + 1):
            phrase = " ".join(tokens[at : at + size])
            for field, place in KNOWN.get(phrase, {}).items() if len(phrase) > 3 or phrase == "%" else ():
                score = INSIDE + 6 * size - 3 * (len(tokens) - size) - place
                found[field] = max(found.get(field, 0), score)
        if found:
            return found
    return found


def language_of(headings) -> str:
    """The language most headings are words of; English when nothing speaks."""
    words = {folded(text_of(heading)) for heading in headings}
    return max(LANGUAGE_WORDS, key=lambda code: (len(words & LANGUAGE_WORDS[code]), code == "en"))
