"""Somebody else decides: handed over by who is asked, or asked by the team in the place of who cannot."""
from uuid import UUID

from flask import Blueprint, abort, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.decisions.answering import told
from blueprints.decisions.finding import approval_or_404
from blueprints.decisions.forms import TEAM, HandOverForm
from blueprints.decisions.given import facts_of_device
from blueprints.decisions.page import here_of
from blueprints.decisions.showing import place_in
from blueprints.support.acts import abort_unless, act, act_id
from blueprints.support.deliberate import riddle, was_deliberate
from blueprints.support.fields import offered
from blueprints.support.language import in_words
from blueprints.support.render import render
from portal.base.ids import parse_id
from portal.decisions.access import may_cancel, may_decide
from portal.decisions.answering import NotAsked
from portal.decisions.approval import Approval
from portal.decisions.approver import Approver
from portal.decisions.handing_over import CannotHandOver, Over, could_take_over, hand_on, hand_over
from portal.decisions.whole import Whole, whole_of
from portal.projects.standing import Standing

bp = Blueprint("hand_overs", __name__, url_prefix="/projects/<uuid:project_id>/entries/<uuid:entry_id>/hand-overs")

CANNOT = {"person": _l("This person may not decide here. Choose again."),
          "not_seen": _l("This person does not see all of it. Choose again."),
          "asked": _l("This person is asked already. Choose again.")}


@bp.get("/new")
def new(project_id: UUID, entry_id: UUID):
    whole, standing, instead = _handing(project_id, entry_id)
    return _sheet(whole, standing, instead, HandOverForm(formdata=None))


@bp.post("")
@act("approval.hand_over")
def create(project_id: UUID, entry_id: UUID):
    whole, standing, instead = _handing(project_id, entry_id)
    approval, form = whole.approval, HandOverForm()
    form.to.choices = _choices(whole, standing, instead)
    if not form.validate_on_submit():
        return _sheet(whole, standing, instead, form, status=422)
    if instead is None and not was_deliberate(riddle("hand_over", approval.id)):
        return _sheet(whole, standing, instead, form, status=422, reason="undecided", wrong=True,
                      trouble=_("Nothing was handed over: hold the button for a moment, or type the two digits."))
    try:
        return told(approval, standing, _hand(approval, standing, instead, form))
    except NotAsked:
        abort(403)
    except CannotHandOver as cannot:
        return _sheet(whole, standing, instead, form, status=422, trouble=in_words(CANNOT[cannot.code]))
    except Over:
        return _sheet(whole, standing, instead, form, status=409, trouble=_("There is nothing to decide there any more."))


def _hand(approval: Approval, standing: Standing, instead: Approver | None, form: HandOverForm):
    if instead is None:
        to_id = None if form.to.data == TEAM else form.to.data
        return hand_over(decision_id=act_id(), approval=approval, by=standing, to_id=to_id, words=form.words.data,
                         **facts_of_device())
    hand_on(approval=approval, by=standing, approver_id=instead.id, to_id=form.to.data, reason=form.words.data)
    return None


def _handing(project_id: UUID, entry_id: UUID) -> tuple[Whole, Standing, Approver | None]:
    """Who hands on whose place: one's own, or that of the one named, for who may take a question back."""
    approval, standing = approval_or_404(project_id, entry_id)
    named = parse_id(request.values.get("from"))
    abort_unless(may_decide(standing, approval) if named is None else standing.is_staff and may_cancel(standing, approval))
    whole = whole_of(approval, standing)
    return whole, standing, (whole.approver(named) or abort(404)) if named else None


def _choices(whole: Whole, standing: Standing, instead: Approver | None) -> list:
    """Those of the same side, or whom the team asks, for one's own place; of either, where the team asks somebody else."""
    seats = could_take_over(whole.approval, whole.approvers)
    people = offered((seat.id, f"{seat.name} · {place_in(seat.side, standing.project)}") for seat in seats
                     if instead is not None or seat.side == standing.side)
    return people if instead is not None else [*people, *offered([(TEAM, _("Somebody else, whom the team asks"))])]


def _sheet(whole: Whole, standing: Standing, instead: Approver | None, form: HandOverForm, *, status: int = 200,
           trouble: str | None = None, wrong: bool = False, reason: str | None = None):
    if status < 400:
        form.to.choices = _choices(whole, standing, instead)
    return render("decisions/sheet.html", fragment="decisions/sheet.htmx.html", status=status,
                  part="decisions/hand_over.htmx.html", title=_("Who shall decide?"), back=here_of(whole.approval),
                  approval=whole.approval, form=form, instead=instead and instead.id,
                  of_whom=instead.membership.name if instead else None, trouble=trouble, wrong=wrong, reason=reason,
                  riddle=None if instead else riddle("hand_over", whole.approval.id))
