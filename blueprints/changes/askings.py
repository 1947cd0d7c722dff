"""Asking the client to accept a change."""
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.changes.finding import change_to_act_on
from blueprints.changes.forms import AskForm
from blueprints.changes.sheets import home, sheet
from blueprints.support.acts import act, act_id, answer, commit
from blueprints.support.fields import offered
from blueprints.support.language import in_words_of, language_of
from portal.base.clock import today
from portal.changes.access import may_ask_for_it
from portal.changes.asking import ItemsHidden, MoneyHidden, NotASponsor, NothingToAccept, OtherUnit, ask_to_accept, sponsors_on
from portal.projects.standing import Standing

bp = Blueprint("change_askings", __name__, url_prefix="/projects/<uuid:project_id>/changes/<uuid:entry_id>/question")


@bp.get("/new")
def new(project_id: UUID, entry_id: UUID):
    change, standing = change_to_act_on(project_id, entry_id, may_ask_for_it)
    sponsors = sponsors_on(project_id)
    return _sheet(change, standing, AskForm(seats=[sponsors[0].id] if len(sponsors) == 1 else []), sponsors)


@bp.post("")
@act("change.ask")
def create(project_id: UUID, entry_id: UUID):
    change, standing = change_to_act_on(project_id, entry_id, may_ask_for_it)
    sponsors = sponsors_on(project_id)
    form = AskForm()
    form.today = today(standing.project.workspace.time_zone)
    _offer(form, sponsors)
    if not form.validate_on_submit():
        return _sheet(change, standing, form, sponsors, status=422)
    try:
        ask_to_accept(change=change, by=standing, approval_id=act_id(), question=_question(standing),
                      **form.values("seats", "rule", "until"))
    except (NothingToAccept, MoneyHidden, OtherUnit, NotASponsor, ItemsHidden) as refused:
        code, trouble = _why(refused, standing)
        return _sheet(change, standing, form, sponsors, status=422, reason=code, trouble=trouble)
    commit(home(change))
    return answer()


def _question(standing: Standing) -> str:
    """The question, written once for all who are asked: in their company's language, whatever that of the asker is."""
    return in_words_of(_l("Do you accept this change?"), language_of(standing.project))


def _why(refused: Exception, standing: Standing) -> tuple[str, str]:
    client = standing.project.client.name
    if isinstance(refused, NothingToAccept):
        return "nothing", _("It changes nothing that %(client)s sees: say first what it would do.", client=client)
    if isinstance(refused, MoneyHidden):
        return "money_hidden", _("%(client)s does not see the budget. Share the budget first, or leave it out of this change.",
                                 client=client)
    if isinstance(refused, OtherUnit):
        return "other_unit", _("The budget has another unit or currency by now. Leave it out of this change, or put it in anew.")
    if isinstance(refused, ItemsHidden):
        return "items_hidden", _("Who decides must see what is changed. Not all of them see: %(titles)s",
                                 titles=", ".join(refused.args[0]))
    return "no_sponsor", _("Only sponsors on this project accept changes.")


def _offer(form: AskForm, sponsors) -> None:
    form.seats.choices = offered((seat.id, seat.user.called) for seat in sponsors)


def _sheet(change, standing, form, sponsors, *, status=200, **why):
    _offer(form, sponsors)
    return sheet("ask", change, title=_("Ask %(client)s to accept", client=standing.project.client.name), status=status,
                 form=form, sponsors=sponsors, client=standing.project.client,
                 people=url_for("project_people.index", project_id=change.project_id), **why)
