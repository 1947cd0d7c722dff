"""Taking a change request back, telling the client that it will not be done, taking up anew what ended."""
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from blueprints.changes.finding import change_or_404, change_to_act_on, gone_on
from blueprints.changes.forms import ReasonForm
from blueprints.changes.sheets import home, sheet
from blueprints.support.acts import act, act_id, answer, commit
from blueprints.support.language import in_words
from portal.base.database import db
from portal.changes.access import may_propose_again, may_turn_down, may_withdraw
from portal.changes.again import propose_again
from portal.changes.change_request import ChangeRequest
from portal.changes.ending import Over, turn_down, withdraw

bp = Blueprint("change_endings", __name__, url_prefix="/projects/<uuid:project_id>/changes/<uuid:entry_id>")


class End(NamedTuple):
    """A way in which one ends by word of its own side or of the team, with the reason."""

    title: LazyString
    may: Callable
    end: Callable
    endpoint: str


ENDS = {"withdraw": End(_l("Withdraw this change request"), may_withdraw, withdraw, ".take_back"),
        "turn_down": End(_l("Decline this change request"), may_turn_down, turn_down, ".refuse")}


@bp.get("/withdrawal/new")
def withdrawal(project_id: UUID, entry_id: UUID):
    return _asks_why("withdraw", project_id, entry_id)


@bp.post("/withdrawal")
@act("change.withdraw")
def take_back(project_id: UUID, entry_id: UUID):
    return _ends("withdraw", project_id, entry_id)


@bp.get("/refusal/new")
def refusal(project_id: UUID, entry_id: UUID):
    return _asks_why("turn_down", project_id, entry_id)


@bp.post("/refusal")
@act("change.turn_down")
def refuse(project_id: UUID, entry_id: UUID):
    return _ends("turn_down", project_id, entry_id)


@bp.post("/repetition")
@act("change.repeat")
def repeat(project_id: UUID, entry_id: UUID):
    change, standing = change_to_act_on(project_id, entry_id, may_propose_again)
    anew = propose_again(change=change, by=standing, change_id=act_id())
    commit(url_for("change_requests.show", project_id=project_id, entry_id=anew.id), entry=str(anew.id))
    return answer()


def _asks_why(part: str, project_id: UUID, entry_id: UUID):
    change, _standing = change_to_act_on(project_id, entry_id, ENDS[part].may)
    return _sheet(part, change, ReasonForm())


def _ends(part: str, project_id: UUID, entry_id: UUID):
    change, standing = change_to_act_on(project_id, entry_id, ENDS[part].may)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _sheet(part, change, form, status=422)
    try:
        ENDS[part].end(change=change, by=standing, reason=form.reason.data)
    except Over:
        # Somebody decided in the very moment.
        db.session.rollback()
        return gone_on(*change_or_404(project_id, entry_id))
    commit(home(change))
    return answer()


def _sheet(part: str, change: ChangeRequest, form: ReasonForm, *, status: int = 200):
    way = ENDS[part]
    return sheet("reason", change, title=in_words(way.title), status=status, form=form, part_of=part,
                 action=url_for(way.endpoint, project_id=change.project_id, entry_id=change.id))
