"""What a person said of a file: its sheet, headings, columns, days, and which plan it is a version of."""
from uuid import UUID

from flask import request

from portal.base.ids import parse_id
from portal.plan.importing import FIELDS, Inspection, Plan, PlanRefused, inspect_plan, mapping_of, read_plan
from portal.plan.landing.taking import USUAL, Taken

ORDERS = ("dmy", "mdy", "ymd")
#: Refusals that another choice of sheet, headings or columns may mend: the file is kept, and the form says so.
MENDABLE = {"no_title_column", "no_date_column", "no_dates", "no_tasks", "no_such_sheet", "formulas_unsolved", "empty"}


class Look:
    """A file as it would be read with these choices: what was found, and the plan, or why it is none yet."""

    def __init__(self, inspection: Inspection, plan: Plan | None, refused: PlanRefused | None):
        self.inspection, self.plan, self.refused = inspection, plan, refused

    @property
    def asks_order(self) -> bool:
        """Whether the person has to say whether day or month comes first."""
        return self.inspection.date_order == "ambiguous"


def look_at(data: bytes, filename: str, choices: dict) -> Look:
    """Read a file with these choices. Raises PlanRefused where no choice could mend it."""
    place = {"sheet": choices.get("sheet"), "header_row": choices.get("header_row"), "mapping": choices.get("mapping")}
    inspection = inspect_plan(data, filename, **place)
    try:
        return Look(inspection, read_plan(data, filename, date_order=choices.get("date_order"), **place), None)
    except PlanRefused as refused:
        if refused.code in MENDABLE and inspection.columns:
            return Look(inspection, None, refused)
        raise


def choices_found(look: Look, source_id: UUID | None) -> dict:
    """What a person starts from: everything as it was found."""
    return {"sheet": look.inspection.sheet, "header_row": None, "mapping": None, "date_order": None,
            "source": str(source_id) if source_id else ""}


def choices_sent(before: dict) -> dict:
    """The choices of the form. Another sheet or other headings have other columns: those are proposed anew."""
    form = request.form
    other_sheet = "sheet" in form and form["sheet"] != form.get("shown_sheet", form["sheet"])
    other_row = "header_row" in form and form["header_row"] != form.get("shown_header_row", form["header_row"])
    chosen = {name: form[f"map_{name}"] for name in FIELDS if f"map_{name}" in form}
    mapping = mapping_of(chosen)
    other_question = any(form.get(name) not in (None, before.get(name)) for name in ("date_order", "source"))
    return {"corrected": before.get("corrected", False) or not other_question,
            "sheet": form.get("sheet") or before.get("sheet"),
            "header_row": None if other_sheet else _row(before),
            "mapping": None if other_sheet or other_row or not chosen else mapping,
            "date_order": form["date_order"] if form.get("date_order") in ORDERS else before.get("date_order"),
            "source": form.get("source", before.get("source"))}


def source_of(choices: dict) -> UUID | None:
    return parse_id(choices.get("source"))


def taken_sent() -> Taken:
    """Which changes are ticked; what the page did not list goes with its group."""
    taken, offered = set(request.form.getlist("take")), request.form.getlist("offered")
    rest = set(request.form.getlist("rest"))
    groups = {group: (group in rest if group in request.form.getlist("beyond") else usual) for group, usual in USUAL.items()}
    pairs = [tuple(each.split(":", 1)) for each in offered if ":" in each]
    return Taken(groups, frozenset((group, mark) for group, mark in pairs
                                   if group in groups and (f"{group}:{mark}" in taken) is not groups[group]))


def _row(before: dict) -> int | None:
    """People count rows from 1, and 0 is none; readers count from 0, and -1 is none."""
    said = request.form.get("header_row", "")
    return int(said) - 1 if said.isascii() and said.isdecimal() and len(said) < 6 else before.get("header_row")
