"""The form that asks: about what it may ask, whom, and what is wrong with it, in words."""
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from flask import request, url_for

from blueprints.decisions.choices import chosen_first, is_looking, things_offered, things_read, wanted_name
from blueprints.decisions.forms import AskForm
from blueprints.decisions.showing import place_in
from blueprints.support.acts import abort_unless
from blueprints.support.addresses import entry_url
from blueprints.support.fields import offered
from blueprints.support.finding import entry_or_404, project_or_404, standing_or_404
from blueprints.support.language import sentence as _
from blueprints.support.render import render
from blueprints.support.windows import number_in
from portal.base.clock import today
from portal.base.ids import parse_id
from portal.decisions.access import may_ask
from portal.decisions.approval import Approval
from portal.decisions.asking import MOST_THINGS, Asked, CannotAsk, ask
from portal.decisions.candidates import could_approve
from portal.decisions.choosing import sought
from portal.decisions.questions import find_question, questions_of
from portal.entries.entry import Entry
from portal.people.membership import Membership
from portal.projects.standing import Standing


class Asking(NamedTuple):
    """Who asks where, and about what; None for what stands nowhere yet."""

    standing: Standing
    about: Entry | None
    people: list[Membership]


def asking_or_403(project_id: UUID) -> Asking:
    """Who may ask on this project, about the entry that the address or the form names."""
    standing = standing_or_404(project_or_404(project_id))
    abort_unless(may_ask(standing))
    named = parse_id(request.values.get("about"))
    return Asking(standing, entry_or_404(project_id, named) if named else None, could_approve(standing.project))


def asked_form(asking: Asking) -> AskForm:
    """The form, filled as the address asks: with a question of the workspace, and what it is about."""
    found = sought(asking.standing, wanted_name()) if is_looking() else None
    things = things_offered(asking.standing, asking.about, found or [])
    form = AskForm(data={**_begun(asking), "things": chosen_first(things)}) if request.method == "GET" else AskForm()
    form.today = today(asking.standing.project.workspace.time_zone)
    form.always_typed = asking.standing.project.workspace.typed_names
    form.things.choices, form.found = offered(things), None if found is None else len(found)
    form.approvers.choices = offered((seat.id, seat.name) for seat in asking.people)
    return form


def ask_page(asking: Asking, form: AskForm, *, status: int = 200, trouble: str | None = None):
    project, about = asking.standing.project, asking.about
    people = [(seat, place_in(seat.side, project)) for seat in asking.people]
    ids = {"project_id": project.id, "about": about.id if about else None}
    questions = [(each, url_for("approvals.new", question=each.id, **ids)) for each in _questions(asking)]
    return render("decisions/new.html", fragment="decisions/choices.htmx.html", status=status, project=project, about=about,
                  form=form, find=wanted_name(), people=people, questions=questions, trouble=trouble,
                  back=entry_url(about) if about else url_for("approvals.index", project_id=project.id))


def put_question(asking: Asking, form: AskForm, approval_id: UUID) -> Approval:
    """Ask what the form says. Raises CannotAsk."""
    chosen = _in_order(form.approvers.data)
    things = [*things_read(form.things.data or []), *(Asked("text", text=text) for text in form.texts)]
    return ask(approval_id=approval_id, by=asking.standing, project=asking.standing.project, title=form.title.data,
               question=form.question.data, things=things, approvers=chosen,
               rule="one" if len(chosen) == 1 else form.rule.data, until=form.until.data, typed_name=form.typed_name.data,
               about=asking.about)


def why_not(refused: CannotAsk, asking: Asking) -> str:
    """Why nothing was asked, in words."""
    names = ", ".join(seat.name for seat in asking.people if seat.id in refused.about)
    if refused.code == "things":
        return _("At most %(num)s things can be asked about at once.", num=MOST_THINGS)
    if refused.code == "not_seen" and names:
        return _("%(names)s cannot see all of it. Share it with them first.", names=names)
    if refused.code == "not_seen":
        return _("The client cannot see all of it. Share it first, or ask your own team.")
    if refused.code == "newer":
        return _("This is not the newest version that those you ask can see. Look at it, then ask.")
    if refused.code == "put_away":
        return _("Something of it has been put away meanwhile.")
    if refused.code == "not_allowed":
        return _("Somebody you chose may not decide here any more. Choose again.")
    return _("This cannot be asked so. Look at what you chose, and whom.")


def _in_order(chosen: list[UUID]) -> list[UUID]:
    """Those chosen, by the places that were written beside them."""
    return sorted(chosen, key=lambda seat_id: number_in(request.form.get(f"place-{seat_id}")) or 0)


def _questions(asking: Asking) -> list:
    return questions_of(asking.standing.project.workspace_id) if asking.standing.is_staff else []


def _begun(asking: Asking) -> dict:
    """What a question of the workspace fills in, and the title of what it is about."""
    title = {"title": asking.about.title} if asking.about else {}
    wanted, project = parse_id(request.args.get("question")), asking.standing.project
    question = find_question(project.workspace_id, wanted) if wanted and asking.standing.is_staff else None
    if question is None:
        return title
    until = today(project.workspace.time_zone) + timedelta(days=question.due_days) if question.due_days else None
    return {**title, "question": question.question, "rule": question.rule, "typed_name": question.typed_name, "until": until}
