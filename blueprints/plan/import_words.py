"""What a plan file's fields, values and parts are called, in the reader's language."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.plan.words import LEVELS, stage_word
from blueprints.support.formats import day, number, percent
from portal.plan.landing.outlook import Outlook
from portal.plan.landing.proposing import Altered
from portal.plan.landing.standing import OURS

#: What a column may mean: those most plans have, and the rest.
MAIN = {
    "title": _l("Task"),
    "start": _l("Start"),
    "due": _l("Due"),
    "promised": _l("Promised to the client"),
    "duration": _l("Duration"),
    "assignees": _l("Who does it"),
    "percent": _l("Progress"),
    "outline": _l("Outline number"),
    "level": _l("Level"),
    "parent": _l("Parent"),
    "phase": _l("Phase"),
    "predecessors": _l("Waits for"),
}
MORE = {
    "subtitle": _l("Subtask"),
    "indent": _l("Indent"),
    "id": _l("Number"),
    "uid": _l("Unique number"),
    "kind": _l("Kind"),
    "milestone": _l("Is a milestone"),
    "estimate": _l("Estimate"),
    "status": _l("Status"),
    "done": _l("Done"),
    "successors": _l("Followed by"),
    "description": _l("Description"),
    "cost": _l("Cost"),
}
COMPARED = {
    "title": _l("Title"),
    "parent": _l("Below"),
    "kind": _l("Kind"),
    "start": _l("Start"),
    "due": _l("Due"),
    "promised": _l("Promised to the client"),
    "estimate_hours": _l("Estimate in hours"),
    "percent": _l("Progress"),
    "done": _l("Done"),
    "status": _l("Status"),
    "assignees": _l("Who does it"),
    "predecessors": _l("Waits for"),
    "description": _l("Description"),
    "cost": _l("Cost"),
}
DAYS = {"start", "due", "promised"}
ORDERS = {"dmy": _l("Day first"), "mdy": _l("Month first")}
FORMATS = {"xml": "Microsoft Project XML", "xlsx": "Excel", "csv": "CSV"}
DELIMITERS = {",": _l("commas"), ";": _l("semicolons"), "\t": _l("tabs"), "|": _l("bars")}


class Wording:
    """Values of a proposal in words; keys, ids and seats become names."""

    def __init__(self, view: Outlook):
        kept = view.proposal.kept
        self._titles = {known.key: known.title for known in view.proposal.gone} | {one.key: one.title for one in kept.values()}
        self._titles |= {item.key: item.title for item in view.plan.items}
        self._ids = {str(one.entry_id): one.title for one in kept.values() if one.entry_id}
        self._stages = {str(stage.id): stage_word(stage) for stage in view.stages}
        self._people = {str(id): name for id, name in view.crew.names.items()}

    def lines(self, altered: Altered, *, here: bool) -> list[tuple[str, str, str, str | None]]:
        """(field, what the file said, what it says, how it stands here) of each field that differs."""
        return [
            (str(COMPARED[name]), self._read(name, old), self._read(name, new), self._here(name, altered) if here else None)
            for name, (old, new) in altered.fields.items()
        ]

    def _read(self, name: str, value) -> str:
        if value is None or value == "" or value == []:
            return "–"
        if name == "parent":
            return self._titles.get(value, "–")
        if name == "predecessors":
            return ", ".join(self._titles.get(key, key) + (f" ({kind})" if kind != "FS" else "") for key, kind, _lag in value)
        return self._plain(name, value)

    def _here(self, name: str, altered: Altered) -> str:
        value = altered.known.now[OURS.get(name, name)]
        if value is None or value == []:
            return "–"
        if name == "parent":
            return self._ids.get(value) or _("an item of yours")
        if name == "status":
            return self._stages.get(value, "–")
        if name == "assignees":
            return ", ".join(self._people.get(seat) or _("somebody") for seat in value)
        if name == "predecessors":
            return ", ".join(self._ids.get(goal) or _("an item of yours") for goal, *_rest in value)
        return _("other words") if name == "description" else self._plain(name, value)

    def _plain(self, name: str, value) -> str:
        if name in DAYS:
            return day(date.fromisoformat(value))
        if name == "kind":
            return str(LEVELS.get(value, value))
        if name == "percent":
            return percent(value)
        if name == "done":
            return _("Yes") if value else _("No")
        if name in ("cost", "estimate_hours"):
            return number(float(value))
        text = ", ".join(value) if isinstance(value, list) else str(value)
        return text if len(text) <= 120 else text[:119] + "…"


def place_words(inspection) -> list[str]:
    """Where in the file the plan was found, as short facts."""
    said = [FORMATS.get(inspection.format, inspection.format)]
    if inspection.delimiter:
        said.append(_("parted by %(what)s", what=DELIMITERS.get(inspection.delimiter, inspection.delimiter)))
    if inspection.encoding:
        said.append(_("written in %(encoding)s", encoding=inspection.encoding.upper()))
    return said
