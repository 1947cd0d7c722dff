"""The page that shows what a plan file would bring, before anything is done."""

from collections import defaultdict

from flask import request
from flask_babel import gettext as _

from blueprints.plan.import_choices import Look, source_of
from blueprints.plan.import_words import MAIN, MORE, ORDERS, Wording, place_words
from portal.plan.importing.sentences import refusal, warning
from portal.plan.landing.outlook import Outlook, outlook
from portal.plan.landing.proposing import GROUPS, mark_of
from portal.plan.landing.sources import sources_of
from portal.plan.landing.taking import USUAL
from portal.plan.plan_import import PlanImport
from portal.projects.project import Project

WINDOW = 200
REMARKS = 50


def preview(kept: PlanImport, project: Project, look: Look, *, view: Outlook | None = None) -> dict:
    """Everything the preview shows, for a page or a fragment of it."""
    sources = sources_of(project.id)
    mapping = look.plan.mapping if look.plan else look.inspection.mapping
    context = {
        "project": project,
        "kept": kept,
        "look": look,
        "found": look.inspection,
        "sources": sources,
        "main": MAIN,
        "more": MORE,
        "orders": ORDERS,
        "places": place_words(look.inspection),
        "source": kept.choices.get("source") or "",
        "order": kept.choices.get("date_order"),
        "mapping": mapping,
        "refused": refusal(look.refused, _) if look.refused else None,
        "view": None,
        "changed": False,
        "order_missing": False,
    }
    if look.plan is None:
        return context
    known = source_of(kept.choices) if any(one.source_id == source_of(kept.choices) for one in sources) else None
    view = view or outlook(plan=look.plan, project=project, source_id=known)
    return (
        context
        | {"view": view, "counts": look.plan.counts(), "newer": known is not None}
        | rows(look, view)
        | (changes(view) if known else {"groups": []})
    )


def rows(look: Look, view: Outlook) -> dict:
    """A window of the tree, with the remarks on each row, and those on what became no row."""
    asked = request.args.get("from", "0")
    start = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    items, remarks = look.plan.items[start : start + WINDOW], defaultdict(list)
    for one in view.warnings:
        remarks[one.row].append(warning(one, _))
    read = {item.row for item in look.plan.items}
    lost = [(row, text) for row, texts in remarks.items() if row is None or row not in read for text in texts]
    return {
        "items": items,
        "remarks": remarks,
        "lost": lost[:REMARKS],
        "lost_more": max(0, len(lost) - REMARKS),
        "next": start + WINDOW if start + WINDOW < len(look.plan.items) else None,
    }


def changes(view: Outlook) -> dict:
    """The groups of changes that can be ticked, the first of each listed, the rest by their number."""
    wording = Wording(view)
    lists = {
        "added": [(mark_of(item.key), item.title, []) for item in view.proposal.added[:WINDOW]],
        "changed": [(one.mark, one.known.title, wording.lines(one, here=False)) for one in view.proposal.changed[:WINDOW]],
        "both": [(one.mark, one.known.title, wording.lines(one, here=True)) for one in view.proposal.both[:WINDOW]],
        "gone": [(mark_of(one.key), one.title, []) for one in view.proposal.gone[:WINDOW]],
    }
    words = {
        "added": _("New in the file"),
        "changed": _("Changed in the file"),
        "both": _("Changed in the file, and here too"),
        "gone": _("No longer in the file"),
    }
    hints = {
        "added": None,
        "changed": None,
        "both": _("What stands here stays, unless you tick it."),
        "gone": _("What you tick is archived; it can be restored."),
    }
    promised = any("promised" in one.fields for group in (view.proposal.changed, view.proposal.both) for one in group)
    return {
        "groups": [
            (group, words[group], hints[group], lists[group], USUAL[group], len(getattr(view.proposal, group)))
            for group in GROUPS
            if lists[group]
        ],
        "promised_moves": promised,
    }
