"""What follows an act on a question: the part of the page it came from, what is wrong, what has to be said."""
from flask import flash, request

from blueprints.decisions.cards import drawn_card
from blueprints.decisions.page import here_of, page_context
from blueprints.decisions.words import KEPT
from blueprints.support.acts import answer, commit
from blueprints.support.asking import wants_json
from blueprints.support.language import in_words
from blueprints.support.render import render
from blueprints.talk.threads import thread_context
from portal.decisions.approval import Approval
from portal.decisions.decision import Decision
from portal.projects.standing import Standing

#: Where an answer is given: on the page of its question, or in a sheet over another.
GIVEN = {"head": "decisions/body.htmx.html", "card": "decisions/decide.htmx.html"}


def shape_asked() -> str:
    shape = request.form.get("shape", "head")
    return shape if shape in GIVEN else "head"


def shown(approval: Approval, standing: Standing, shape: str):
    """A question as it is by now, for a page that is open: all of it, or its card."""
    if shape == "card":
        return render("decisions/card.htmx.html", card=drawn_card(approval, standing))
    return render("decisions/body.htmx.html", **page_context(approval, standing))


def refused(approval: Approval, standing: Standing, *, status: int = 422, reason: str | None = None,
            trouble: str | None = None, **words):
    """Why nothing was stored, where it was sent from; what was typed stays."""
    if wants_json():
        return render("", status=status, reason=reason, trouble=trouble, form=words.get("answering") or words.get("cancelling"))
    context = page_context(approval, standing, trouble=trouble, **words)
    return render("decisions/show.html", fragment=GIVEN[shape_asked()], status=status, **context,
                  **thread_context(approval, standing))


def told(approval: Approval, standing: Standing, decision: Decision | None = None):
    """Keep what was done; where an answer was kept and does not count, its giver is told so at once."""
    asks = in_words(KEPT[decision.why_not]) if decision is not None and decision.why_not else None
    commit(here_of(approval), **({"asks": asks} if asks else {}))
    if asks and not wants_json():
        flash(asks, "info")
    if shape_asked() == "card" or wants_json():
        return answer()
    return answer("decisions/body.htmx.html", **page_context(approval, standing))
