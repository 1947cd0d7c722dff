"""What follows an act on a question: the part of the page it came from, what is wrong, what has to be said."""
from uuid import UUID

from flask import flash, request
from flask_babel import lazy_gettext as _l

from blueprints.decisions.cards import drawn_card
from blueprints.decisions.page import here_of, page_context
from blueprints.decisions.words import KEPT
from blueprints.support.acts import answer, commit
from blueprints.support.asking import wants_fragment, wants_json
from blueprints.support.door import viewer
from blueprints.support.errors import sorry
from blueprints.support.language import in_words
from blueprints.support.outcomes import unstored
from blueprints.support.render import render
from blueprints.talk.threads import thread_context
from portal.decisions.approval import Approval
from portal.decisions.decision import Decision
from portal.decisions.reading import was_asked
from portal.projects.standing import Standing

#: Where an answer is given: on the page of its question, or in a sheet over another.
GIVEN = {"head": "decisions/body.htmx.html", "card": "decisions/decide.htmx.html"}

#: What is said to an answer that reaches nothing any more.
KEPT_AWAY = {"title": _l("Your answer was not stored"), "not_found": _l("There is nothing here for you any more."),
             "not_shared": _l("This is no longer shared, so nobody is asked any more. "
                              "What you answered stays here: nobody has seen it.")}


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
                  **thread_context(approval, standing, away=context["matter"].away))


def out_of_reach(project_id: UUID, entry_id: UUID):
    """The question is hidden from who answers: the words to copy. Only to who was asked is it news that it was there."""
    known = was_asked(viewer(), project_id, entry_id)
    reason, status = ("not_shared", 409) if known else ("not_found", 404)
    why = in_words(KEPT_AWAY[reason])
    if wants_json():
        return unstored(status, reason=reason, sentence=why)
    if wants_fragment():
        return sorry(status, hint=why)
    return render("talk/lost.html", status=status, title=in_words(KEPT_AWAY["title"]), why=why,
                  words=request.form.get("words", ""))


def told(approval: Approval, standing: Standing, decision: Decision | None = None):
    """Keep what was done; where an answer was kept and does not count, its giver is told so at once."""
    asks = in_words(KEPT[decision.why_not]) if decision is not None and decision.why_not else None
    commit(here_of(approval), **({"asks": asks} if asks else {}))
    if asks and not wants_json():
        flash(asks, "info")
    if shape_asked() == "card" or wants_json():
        return answer()
    return answer("decisions/body.htmx.html", **page_context(approval, standing))
