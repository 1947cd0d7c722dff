from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import ValidationError

from blueprints.support.fields import Form, amount, day, line, offered, words
from portal.base.ids import parse_id
from portal.projects.project import STATUSES

STATUS_WORDS = {"planned": _l("Planned"), "active": _l("Active"), "on_hold": _l("On hold"), "done": _l("Done")}


class ProjectForm(Form):
    name = line(_l("Name"), most=160)
    summary = words(_l("Summary"), rows=3, most=4000)
    status = SelectField(_l("Status"), choices=offered((key, STATUS_WORDS[key]) for key in STATUSES), default="active")
    start = day(_l("Start"))
    promised_end = day(_l("Promised end"))
    preview_invitations = SelectField(
        _l("Invitations show their item before they are accepted"), default="",
        choices=offered([("", _l("As the workspace does")), ("yes", _l("Yes")), ("no", _l("No"))]))

    def validate_promised_end(self, field):
        if field.data and self.start.data and field.data < self.start.data:
            raise ValidationError(_l("The end lies before the start."))

    def facts(self) -> dict:
        """What the product keeps of it."""
        given = self.values("name", "summary", "status", "start", "promised_end")
        given["preview_invitations"] = {"yes": True, "no": False}.get(self.preview_invitations.data)
        return given


class NewProjectForm(ProjectForm):
    client = SelectField(_l("Client"), coerce=parse_id, validate_choice=True)
    budget = amount(_l("Budget"))
    budget_shared = BooleanField(_l("The client’s sponsors may see the budget"))


class ChangedProjectForm(ProjectForm):
    end_reason = line(_l("Why does the promised end move?"), most=1000, required=False)
