"""What can be chosen on the form that asks: what it is about, what was chosen before, and what was found by its name."""
from flask import request

from blueprints.support.fields import tidy
from blueprints.support.language import sentence as _
from portal.base.ids import parse_id
from portal.decisions.asking import MOST_THINGS, Asked
from portal.decisions.canonical import FORMS, SPONSORED
from portal.decisions.choosing import Choice, named
from portal.entries.entry import Entry
from portal.files.reading import File, files_about, versions_of
from portal.projects.standing import Standing

#: So many are read of what was sent; of more than may be asked about it is said so.
MOST_READ = 3 * MOST_THINGS


def wanted_name() -> str:
    return tidy(request.values.get("find"))[:80]


def is_looking() -> bool:
    """Whether somebody looks for more to ask about, and does not ask yet."""
    return "looking" in request.values


def things_offered(standing: Standing, about: Entry | None, found: list[Choice]) -> list[tuple[str, str]]:
    """What was chosen already, what it is about, what was found: keys and names, each once."""
    chosen = named(standing, things_read(request.values.getlist("things")))
    return list({_key(each): _said(each) for each in (*chosen, *_around(standing, about), *found)}.items())


def _around(standing: Standing, about: Entry | None) -> list[Choice]:
    """The item as it stands and the newest of its files; of a document the newest of all, and that which the client sees."""
    if about is None:
        return []
    if about.kind == "document":
        lines = versions_of(standing, about)
        return [_of(line.file) for line in (*lines[:1], *[line for line in lines if line.file.lane == "shared"][:1])]
    askable = about.kind in FORMS.keys() - SPONSORED
    itself = [Choice("item", about.id, None, about.title)] if askable else []
    return itself + [_of(line.file) for line in files_about(standing, about, limit=20).lines]


def _of(file: File) -> Choice:
    return Choice("version", file.document_id, file.id, file.name, internal=file.lane == "internal")


def _key(choice: Choice) -> str:
    return ":".join(map(str, filter(None, (choice.kind, choice.entry_id, choice.version_id))))


def _said(choice: Choice) -> str:
    if choice.kind == "item":
        name = _("“%(title)s”, as it stands now", title=choice.name)
        name = _("%(name)s · in %(above)s", name=name, above=choice.below) if choice.below else name
    else:
        name = choice.name
    return _("%(name)s (team only)", name=name) if choice.internal else name


def chosen_first(things: list[tuple[str, str]]) -> list[str]:
    """What is ticked when the form is opened."""
    # What one came from, and the version one came from; everything else is chosen one by one.
    wanted, begun = request.args.get("version", ""), request.args.getlist("things") or is_looking()
    if begun:
        return request.args.getlist("things")
    return [key for key, _name in things if wanted and key.endswith(wanted)] or [key for key, _name in things[:1]]


def things_read(chosen: list[str]) -> list[Asked]:
    """Of what was sent, what may name a thing at all."""
    found = []
    for each in chosen[:MOST_READ]:
        kind, *ids = each.split(":")
        ids = [parse_id(part) for part in ids]
        if (kind, len(ids)) in (("item", 1), ("version", 2)) and None not in ids:
            found.append(Asked(kind, *ids))
    return found
