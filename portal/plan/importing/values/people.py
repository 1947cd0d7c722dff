"""Who does it: several names in one cell, with the shares and addresses that programs add."""

import re

from portal.plan.importing.values.text import is_blank, label_of, text_of


def people_of(cell) -> list[str]:
    """The names in a cell, each once. A semicolon or line end parts names and makes a comma part of one (`Doe, Jane`)."""
    text = text_of(cell).strip()[:2_000]
    text = text[1:-1].strip() if re.fullmatch(r"\[[^\[\]]*\]", text) else text
    if is_blank(text):
        return []
    mark = r"[;\n|]" if re.search(r"[;\n|]", text) else r",(?![^\[(]*[\])])|\s\+\s|\s/\s"
    names = []
    for part in re.split(mark, text)[:50]:
        name = tidy(part)
        if name and name.casefold() not in (known.casefold() for known in names):
            names.append(name)
    return names


def tidy(part: str) -> str:
    part = re.sub(r"\[[^\]]*\]|\(\s*\d+\s*%\s*\)", " ", part)
    part = re.sub(r"^(.+?)\s*<[^<>]*@[^<>]*>$", r"\1", part.strip())
    name = label_of(part.strip(" \"'@<>"))[:120]
    return "" if is_blank(name) else name
