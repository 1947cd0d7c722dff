"""Two versions of a document, one beside or over the other."""
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort, request, url_for

from blueprints.files.finding import document_or_404
from blueprints.files.viewing import Sheet, page_asked, sheet_of
from blueprints.support.keeping import kept
from blueprints.support.render import render
from portal.base.ids import parse_id
from portal.files.looking import Look, look_at

bp = Blueprint("comparisons", __name__, url_prefix="/projects/<uuid:project_id>/documents/<uuid:document_id>/compare")

WAYS = ("side", "over", "difference")


class Side(NamedTuple):
    """One of the two, and the page of it that is looked at, where it has that one."""

    look: Look
    sheet: Sheet | None


@bp.get("")
@kept
def show(project_id: UUID, document_id: UUID):
    document, standing, versions = document_or_404(project_id, document_id)
    if len(versions) < 2:
        abort(404)
    number = max(1, page_asked())
    sides = [_side(document, standing, parse_id(request.args.get(name)), versions[at].file.id, number)
             for name, at in (("a", 1), ("b", 0))]
    older, newer = (side.look for side in sides)
    known = {line.file.id: (line.place, line.by) for line in versions}
    known |= {look.id: (look.place, look.by) for look in (older, newer)}
    way = request.args.get("how") if request.args.get("how") in WAYS else WAYS[0]
    return render("files/compare.html", document=document, sides=sides, number=number, pages=max(older.pages, newer.pages),
                  way=way, ways=WAYS, choices=sorted(((id, *said) for id, said in known.items()), key=lambda one: -one[1]),
                  address=lambda **instead: url_for(".show", project_id=project_id, document_id=document_id,
                                                    **{"a": older.id, "b": newer.id, "page": number, "how": way, **instead}))


def _side(document, standing, asked: UUID | None, otherwise: UUID, number: int) -> Side:
    # What is hidden, or nobody's: as if it had not been asked.
    look = asked and look_at(standing, document.id, asked) or look_at(standing, document.id, otherwise)
    return Side(look, sheet_of(document, look, number) if number <= look.pages else None)
