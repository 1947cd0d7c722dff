"""A project's page: how it stands, and its plan."""
from datetime import date
from uuid import UUID

from flask import Blueprint, request

from blueprints.plan.finding import item_or_404
from blueprints.plan.lines import Scale, drawn_lines, lines_of, scale_of
from blueprints.plan.words import FILTERS
from blueprints.support.door import viewer
from blueprints.support.fields import tidy
from blueprints.support.finding import project_or_404, standing_or_404
from blueprints.support.keeping import kept
from blueprints.support.language import in_words
from blueprints.support.render import render
from portal.base.ids import parse_id
from portal.plan.access import may_import, may_plan, may_promise, may_write_update
from portal.plan.progress import progress_of
from portal.plan.rows import plan_window, rows_beside
from portal.plan.turn import reader_of
from portal.plan.updates import newest_update

bp = Blueprint("plans", __name__, url_prefix="/projects/<uuid:project_id>")
bp.add_app_template_global(drawn_lines)
#: So few items are found by looking.
SHORT = 12


@bp.get("")
@kept
def show(project_id: UUID):
    project = project_or_404(project_id)
    standing = standing_or_404(project)
    if beside := parse_id(request.args.get("beside")):
        return _list_beside(project, standing, item_or_404(project_id, beside, hands=False)[0])
    after = parse_id(request.args.get("after"))
    context = plan_context(project, standing, after=after)
    if after is None:
        context |= {"may_import": may_import(standing),
                    "update": newest_update(viewer(), project), "project_progress": progress_of(viewer(), project)}
    return render("plan/show.html" if after is None else "plan/further.html",
                  fragment="plan/further.htmx.html" if after else "plan/list.htmx.html", **context)


def _list_beside(project, standing, item):
    """The plan around an item, for the pane that tablets show beside it."""
    rows = rows_beside(viewer(), project, item.path)
    return render("plan/beside.html", fragment="plan/beside.htmx.html", project=project, item=item,
                  lines=lines_of(rows, reader_of(standing)))


def scale_shown() -> Scale | None:
    """The span of the timeline that further rows go on with."""
    try:
        first, last = (date.fromisoformat(request.args.get(name, "")) for name in ("from", "to"))
    except ValueError:
        return None
    return Scale(first, last) if first <= last else None


def plan_context(project, standing, *, after: UUID | None = None) -> dict:
    """A window of the plan as its reader sees it, with what the reader may do there."""
    chosen, q = request.args.get("show", "all"), tidy(request.args.get("q", "")[:80])
    chosen = chosen if chosen in FILTERS else "all"
    reader = reader_of(standing)
    window = plan_window(viewer(), project, side=standing.side, filter=chosen, q=q, after=after)
    scale = scale_shown() or scale_of(window.rows, reader)
    return {"project": project, "standing": standing, "lines": lines_of(window.rows, reader, scale),
            "more": window.after, "filter": chosen, "filters": tuple((key, in_words(word)) for key, word in FILTERS.items()),
            "scale": scale, "today": reader.today, "flat": bool(q) or chosen not in ("all", "open"), "q": q,
            "finds": bool(q) or len(window.rows) > SHORT,
            "may_plan": may_plan(standing), "may_share": may_promise(standing),
            "may_update": may_write_update(standing, shared=False)}
