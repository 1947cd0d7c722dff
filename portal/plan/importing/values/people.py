"""Who does it: several names in one cell, with the shares and addresses that programs add."""

import re

from portal.plan.importing.values.text import folded, is_blank, label_of, text_of

NO_NAMES = (
    "tbd|tbc|tba|n.n.|nn|none|nobody|unassigned|not assigned|to be defined|niemand|keiner|nicht zugewiesen|offen"
    "|personne|non assigné|non attribué|à définir|ingen|ej tilldelad|inte tilldelad|sin asignar|por definir|no asignado"
    "|não atribuído|a definir|sem responsável"
)
NOBODY = {folded(word) for word in NO_NAMES.split("|")} - {""}


def people_of(cell) -> list[str]:
    """The names in a cell, each once. A semicolon or line end parts names and makes a comma part of one (`Doe, Jane`)."""
    text = text_of(cell).strip()[:2_000]
    text = text[1:-1].strip() if re.fullmatch(r"\[[^\[\]]*\]|\{[^{}]*\}", text) else text
    if is_blank(text):
        return []
    mark = r"[;\n|]" if re.search(r"[;\n|]", text) else r",(?![^\[(]*[\])])|\s\+\s|\s/\s"
    names = []
    for part in re.split(mark, text)[:50]:
        name = tidy(part)
        if name and name.casefold() not in (known.casefold() for known in names):
            names.append(name)
    return names


def heads_one_person(heading: str) -> bool:
    """`Assignee` is one person in the trackers that call them so."""
    return folded(heading) in ("assignee", "reporter", "assignee name")


def writes_surnames(cells) -> bool:
    """Whether a comma parts surname and name in each cell that has one: nobody's two halves are ever seen apart."""
    halves = {tuple(half.strip() for half in text_of(cell).split(",")) for cell in cells if "," in text_of(cell)}
    alone = {text_of(cell).strip() for cell in cells if "," not in text_of(cell)}
    if len(halves) < 2 or any(len(pair) != 2 for pair in halves):
        return False
    surnames, names = {pair[0] for pair in halves}, {pair[1] for pair in halves}
    return not (surnames & names or (surnames | names) & alone)


def tidy(part: str) -> str:
    part = re.sub(r"\[[^\]]*\]|\(\s*\d+\s*%?\s*\)|^#(?=[^\W\d_])|^#?\d+$|[\s:]\d+\s*%$", " ", part.strip())
    part = re.sub(r"^(.+?)\s*<[^<>]*@[^<>]*>$", r"\1", part.strip())
    name = label_of(part.strip(" \"'@<>"))[:120]
    return "" if is_blank(name) or name == "?" or folded(name) in NOBODY else name
