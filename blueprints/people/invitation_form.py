from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from blueprints.support.fields import Form, offered, words
from blueprints.support.roles import role_choices
from portal.base.ids import parse_id
from portal.people.address_lists import Problem, read_addresses

WRONG = {"malformed": _l("“%(address)s” is no e-mail address."), "here": _l("%(address)s is here already."),
         "staff": _l("%(address)s works for you: add them to the project instead."),
         "too_many": _l("Invite at most %(address)s at once.")}


class InvitationForm(Form):
    """Whom to invite, as what. Wrong addresses are named, each with what is wrong with it."""

    addresses = words(_l("E-mail addresses"), most=8000, required=True, rows=3)
    role = RadioField(_l("Role"), validators=[InputRequired(_l("Please choose a role."))])
    line = words(_l("A personal line"), most=500, rows=2)

    def give_roles(self, side: str, roles: tuple[str, ...]) -> None:
        self.role.choices = offered((role, text) for role, text in role_choices(side) if role in roles)

    def validate_addresses(self, field) -> None:
        if field.errors:
            return
        read = read_addresses(field.data)
        self.read = read.addresses
        self.name_problems(read.problems)

    def name_problems(self, problems: list[Problem]) -> None:
        """Say at the field what is wrong with which address."""
        said = [str(WRONG[each.code]) % {"address": each.address} for each in problems]
        self.addresses.errors = [*self.addresses.errors, *said]

    def validate(self, **more) -> bool:
        return super().validate(**more) and not self.addresses.errors


class ProjectInvitationForm(InvitationForm):
    entry = SelectField(_l("The link opens"), coerce=parse_id)
    share = BooleanField(_l("Share it with the client now"))
    lead = BooleanField(_l("Lead: invites colleagues and sees who has access"))

    def offer_entries(self, entries: list) -> None:
        self.entry.choices = [("", _("The project")), *((entry.id, entry.title) for entry in entries)]
