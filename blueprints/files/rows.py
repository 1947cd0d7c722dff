"""Documents in the list of a project, as its page shows them."""
from typing import NamedTuple

from blueprints.files.showing import Card, card_of
from blueprints.support.addresses import PAGES, page_url
from portal.files.listing import DocumentLine
from portal.projects.standing import Standing


class Row(NamedTuple):
    """A document: its newest version, and what it is about."""

    line: DocumentLine
    card: Card
    about_url: str | None


def rows_of(standing: Standing, lines: list[DocumentLine]) -> list[Row]:
    project_id = standing.project.id
    return [Row(line, card_of(project_id, line.file),
                page_url(line.about_kind, project_id, line.about_id) if line.about_kind in PAGES else None) for line in lines]
