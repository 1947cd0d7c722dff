"""Whatever people read can be read in each of our languages."""
import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping
from babel.messages.pofile import read_po

LANGUAGES = ("de", "fr", "sv")
KEYWORDS = {"_": None, "_l": None, "N_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2),
            "lazy_ngettext": (1, 2)}
PLACE = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
#: Words that are the same in every language, as they stand in templates.
SAME = {"Portico", "Markdown", "WBS", "SVG", "PNG", "JPEG", "WebP", "MB", "OK", "Ctrl", "Enter", "SHA"}
#: Blocks that name classes, not words.
CLASSES = re.compile(r"\{% block (?:body_class|door_size) %\}.*?\{% endblock %\}", re.S)


@cache
def messages() -> set:
    """Every message of the source, a pair where it has a plural."""
    with open("babel.cfg") as mapping:
        methods, options = parse_mapping(mapping)
    found = set()
    for room in ("blueprints", "portal", "templates"):
        for _file, _line, message, _comments, _context in extract_from_dir(
                ".", methods, options, KEYWORDS, directory_filter=lambda folder, room=room: _below(folder, room)):
            found.add(message)
    return found


def _below(folder: str, room: str) -> bool:
    parts = Path(folder).resolve().relative_to(Path.cwd()).parts
    return not parts or (parts[0] == room and "__pycache__" not in parts)


@cache
def catalogue(language: str):
    return read_po(BytesIO(Path(f"translations/{language}/LC_MESSAGES/messages.po").read_bytes()), locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated(language):
    missing = []
    for message in messages():
        entry = catalogue(language).get(message if isinstance(message, str) else message[0])
        said = entry and (entry.string if isinstance(entry.string, tuple) else (entry.string,))
        if not said or not all(said) or entry.fuzzy:
            missing.append(message)
    assert not missing, f"run bin/messages and translate {len(missing)} to {language}: {sorted(map(str, missing))[:20]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_where_values_go(language):
    for entry in catalogue(language):
        if entry.id and entry.string:
            ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
            places = set().union(*(PLACE.findall(one) for one in ids))
            for said in entry.string if isinstance(entry.string, tuple) else (entry.string,):
                assert set(PLACE.findall(said)) <= places, f"{language}: {said!r} invents a place"
                if not isinstance(entry.id, tuple):
                    assert set(PLACE.findall(said)) == places, f"{language}: {said!r} loses a place"


@pytest.mark.parametrize("file", sorted(Path("templates").rglob("*.html")) + sorted(Path("templates").rglob("*.txt")), ids=str)
def test_no_template_says_anything_past_the_catalogue(file):
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", CLASSES.sub(" ", file.read_text()), flags=re.S)
    attributes = re.findall(r"\s(?:alt|title|placeholder|aria-label)=\"([^\"]*)\"", text)
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.S)
    bare = re.sub(r"<[^>]*>|&\w+;", " ", bare)
    words = set(re.findall(r"[^\W\d_]{2,}", " ".join([bare, *attributes]))) - SAME
    assert not words, f"{file} says {sorted(words)} in one language only"
