"""Home: what needs you, what happened since you were here, your projects."""
from flask import Blueprint, current_app, jsonify, redirect, request, url_for
from markupsafe import Markup

from blueprints.changes.cards import drawn_raised_card
from blueprints.decisions.cards import drawn_asked_card
from blueprints.decisions.lines import lines_of
from blueprints.inbox.drawing import drawn_changes
from blueprints.inbox.grouping import news_of
from blueprints.plan.drawing import drawn_card
from blueprints.projects.beginning import first_step
from blueprints.support.acts import act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.hosts import host_here
from blueprints.support.keeping import kept
from blueprints.support.render import render, wants_fragment
from blueprints.support.windows import page_asked
from portal.base.ids import parse_id
from portal.decisions.listing import taken_on
from portal.inbox.badge import together
from portal.inbox.changes import changes_since, so_far
from portal.inbox.counting import unread_threads
from portal.inbox.groups import WINDOW as SHOWN
from portal.inbox.groups import unread_among, unread_marks
from portal.inbox.needs import WINDOW, Need, needs_in_order, needs_you
from portal.inbox.turns import turn_at
from portal.inbox.visiting import mark_all_seen, mark_visit, visit_of
from portal.projects.lists import list_projects, word_for
from portal.projects.standing import side_on, standing_on_seen
from portal.talk.people import people_visible_to

bp = Blueprint("home", __name__)
bp.add_app_template_global(drawn_changes)
PROJECTS = 8
#: About so much one device asks whether it was read: no screen shows more notifications.
MOST_SHOWN = 60
#: So many decisions are told to somebody new.
DECIDED = 5


@bp.get("/")
@kept
def show():
    number = page_asked(most=50)
    projects = list_projects(viewer(), size=PROJECTS) if number == 1 else []
    needs, more = needs_you(viewer(), page=number, projects=projects)
    cards = _cards(needs)
    if number > 1:
        return render("inbox/needs.html", fragment="inbox/needs.htmx.html", cards=cards, number=number, more=more)
    return render("inbox/home.html", cards=cards, number=number, more=more, projects=projects[:PROJECTS],
                  more_projects=len(projects) > PROJECTS, step=None if projects or cards else first_step(), **_news(projects),
                  elsewhere=None if projects or not host_here() else current_app.config["SETTINGS"].base_url,
                  words={project.id: word_for(viewer(), project) for project in projects[:PROJECTS]})


@bp.get("/needs")
def needs():
    """What needs the reader in the order it has now: for an overview that is open and no longer has it."""
    if not wants_fragment():
        return redirect(url_for(".show"))
    found, more = needs_you(viewer())
    return render("inbox/needs.htmx.html", cards=_cards(found), number=1, more=more)


@bp.get("/me/counts")
def counts():
    """How much there is for the reader, and what comes first, in its order. Counting ends at a hundred.

    ``all`` counts once what needs them and is new as well: the number on the icon. A device that names what stands on its
    screen hears which of it was read, or is out of reach by now: whose it is makes no difference, unread is only what is theirs.
    """
    moves, told = needs_in_order(viewer()), unread_marks(viewer())
    return jsonify(needs=len(moves), unread=unread_threads(viewer()), first=moves[:WINDOW], inbox=len(told),
                   all=together(moves, told), news=[news_of(*each) for each in told[:SHOWN]],
                   **_read_of_shown())


@bp.put("/visit")
@act("visit.mark")
def visit():
    (mark_all_seen if request.form.get("all") else mark_visit)(viewer())
    commit(url_for("home.show"))
    return answer(fragment="inbox/visited.htmx.html")


def _read_of_shown() -> dict:
    shown = [key for text in request.args.get("shown", "").split(",")[:MOST_SHOWN] if (key := parse_id(text))]
    return {"read": [str(key) for key in set(shown) - unread_among(viewer(), shown)]} if shown else {}


def _cards(needs: list) -> list[Markup]:
    return [_card(need) for need in needs]


def _card(need: Need) -> Markup:
    may_act = not viewer().read_only
    if need.item.kind == "approval":
        return drawn_asked_card(need.item, need.seat, may_act)
    turn = turn_at(need.item, need.seat)
    if need.item.kind == "change_request":
        return drawn_raised_card(need.item, turn, need.seat, may_act)
    return drawn_card(need.item, turn, may_act)


def _news(projects: list) -> dict:
    """Since the last visit; somebody new reads what there is so far in their first project."""
    visit = visit_of(viewer())
    if visit is not None and visit.since_place is not None:
        return {"changes": changes_since(viewer(), visit.since_place, projects), "newcomer_to": None, "people": [], "decided": []}
    if not projects:
        return {"changes": [], "newcomer_to": None, "people": [], "decided": []}
    first = projects[0]
    decided = taken_on(viewer(), first, most=DECIDED)
    people = people_visible_to(viewer(), first, staff_here=side_on(viewer(), first) == "staff")
    # Who is there alone needs nobody named
    return {"changes": so_far(viewer(), first, people=people), "newcomer_to": first, "people": people[1:] and people[:12],
            "decided": lines_of(decided, standing_on_seen(viewer(), first)) if decided else []}
