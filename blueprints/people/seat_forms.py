from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from blueprints.support.fields import Form, offered
from blueprints.support.roles import role_choices
from portal.base.ids import parse_id
from portal.people.access import may_change_role
from portal.people.membership import Membership
from portal.projects.viewer import Viewer


class RoleForm(Form):
    role = RadioField(_l("Role"), validators=[InputRequired(_l("Please choose a role."))])
    lead = BooleanField(_l("Lead: invites colleagues and sees who has access"))

    @classmethod
    def for_seat(cls, seat: Membership, viewer: Viewer) -> "RoleForm":
        """The roles of the seat's side that this viewer may give."""
        form = cls() if request.method == "PUT" else cls(formdata=None, obj=seat)
        mine = viewer.staff_seat(seat.workspace_id)
        form.role.choices = offered((role, words) for role, words in role_choices(seat.side)
                                    if may_change_role(mine, seat, role))
        return form


class LeavingForm(Form):
    successor = SelectField(_l("Open items go to"), coerce=parse_id)

    @classmethod
    def for_seat(cls, seat: Membership, colleagues: list[Membership]) -> "LeavingForm":
        """Whom the seat's open items may go to."""
        form = cls()
        form.successor.choices = offered([("", _l("Nobody: they are left unassigned")),
                                          *((other.id, other.name) for other in colleagues)])
        return form
