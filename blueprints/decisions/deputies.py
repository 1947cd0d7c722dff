"""If I am away: who decides for me meanwhile, in each house where I am asked to decide."""
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from blueprints.decisions.forms import DeputyForm
from blueprints.people.full_session import full_session_only
from blueprints.support.acts import act, answer, commit
from blueprints.support.door import viewer
from blueprints.support.fields import offered
from blueprints.support.render import render
from portal.decisions.access import decides
from portal.decisions.deputies import CannotStandIn, could_stand_in, deputy_of, drop_deputy, name_deputy
from portal.decisions.deputy import Deputy
from portal.people.membership import Membership

bp = Blueprint("deputies", __name__, url_prefix="/me/deputies")


class House(NamedTuple):
    """One place where the reader decides: who stands in for them there, and the form to say so."""

    seat: Membership
    name: str
    named: Deputy | None
    form: DeputyForm | None

    @property
    def waits_for_me(self) -> bool:
        """Whether what sponsors accept waits all the same: whoever stands in has the powers of their own role."""
        return self.named is not None and decides(self.seat, "sponsor") and not decides(self.named.deputy, "sponsor")


@bp.get("")
@full_session_only
def index():
    return _page()


@bp.put("/<uuid:membership_id>")
@act("deputy.name")
@full_session_only
def update(membership_id: UUID):
    seat = _mine(membership_id)
    form, colleagues = _form(seat), {each.id: each for each in could_stand_in(seat)}
    if not form.validate_on_submit():
        return _page(refused=(seat, form))
    try:
        name_deputy(seat=seat, deputy=colleagues[form.deputy.data], by=viewer().user, **form.values("from_day", "until_day"))
    except CannotStandIn:
        form.deputy.errors = [_("This person may not decide any more. Choose again.")]
        return _page(refused=(seat, form))
    return _done()


@bp.delete("/<uuid:membership_id>")
@act("deputy.drop")
@full_session_only
def destroy(membership_id: UUID):
    drop_deputy(seat=_mine(membership_id), by=viewer().user)
    return _done()


def _mine(membership_id: UUID) -> Membership:
    """A place of the viewer's own where they decide; another's does not exist."""
    return next((seat for seat in _seats() if seat.id == membership_id), None) or abort(404)


def _seats() -> list[Membership]:
    return [seat for seat in viewer().memberships if decides(seat)]


def _done():
    commit(url_for("deputies.index"))
    return answer()


def _form(seat: Membership, **values) -> DeputyForm:
    form = DeputyForm(**values)
    form.deputy.choices = offered((each.id, each.name) for each in could_stand_in(seat))
    return form


def _house(seat: Membership, form: DeputyForm | None) -> House:
    named = deputy_of(seat)
    form = form or _form(seat, formdata=None, data={"deputy": named.deputy_id, "from_day": named.from_day,
                                                    "until_day": named.until_day} if named else None)
    name = seat.workspace.name if seat.is_staff else f"{seat.client.name} · {seat.workspace.name}"
    return House(seat, name, named, form if form.deputy.choices else None)


def _page(refused: tuple[Membership, DeputyForm] | None = None):
    houses = [_house(seat, refused[1] if refused and refused[0] is seat else None) for seat in _seats()[:20]]
    return render("decisions/deputies.html", status=422 if refused else 200, houses=houses,
                  form=refused[1] if refused else None)
