"""What somebody answered about beside what is asked about now, where the two differ."""
from typing import NamedTuple
from uuid import UUID

from flask import url_for

from blueprints.decisions.showing import Shown
from blueprints.decisions.words import KEPT
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from portal.decisions.decision import Decision


class Pair(NamedTuple):
    """One thing then and now: in words field by field, or as two to look at."""

    title: str
    then: Shown
    now: Shown
    #: (label, then, now) of what differs.
    rows: list[tuple[str, str | None, str | None]]
    #: Where the two are compared closely.
    compare: str | None = None


class Stale(NamedTuple):
    sentence: str
    pairs: list[Pair]


def stale_of(answered: Decision, then: list[Shown], now: list[Shown], project_id: UUID) -> Stale | None:
    """What has changed since an answer was given, things that are the same left out; None where all is as it was then."""
    pairs = [Pair(new.title, old, new, _rows(old, new), _compare(old, new, project_id))
             for old, new in zip(then, now, strict=False) if old.sha != new.sha]
    if not pairs and answered.why_not != "stale":
        return None
    sentence = in_words(KEPT["stale"]) if answered.why_not == "stale" else _(
        "You have answered before, about what was there then. Meanwhile there is something newer: please look again.")
    return Stale(sentence, pairs)


def _compare(old: Shown, new: Shown, project_id: UUID) -> str | None:
    """Where two pictures, or two PDFs, are looked at side by side and one over the other."""
    if not (old.picture and new.picture and old.document == new.document):
        return None
    return url_for("comparisons.show", project_id=project_id, document_id=new.document, a=old.version, b=new.version)


def _rows(old: Shown, new: Shown) -> list[tuple[str, str | None, str | None]]:
    before, after = ({label: value for label, _before, value in each.facts} for each in (old, new))
    if not (before or after):
        return []
    return [(label, before.get(label), after.get(label)) for label in {**before, **after}
            if before.get(label) != after.get(label)]
