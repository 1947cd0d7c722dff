"""What is typed at the door."""
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, StringField
from wtforms.validators import Email, InputRequired

from blueprints.support.going_on import safe_path
from portal.people.tokens import CODE_LENGTH, tidy_code
from portal.people.user import tidy_email

WRONG = _l("This is no e-mail address. It should look like name@company.com.")


def email_field(label=_l("E-mail address"), **attributes) -> EmailField:
    """An e-mail address, kept in the form in which we compare them."""
    return EmailField(label, filters=[lambda text: tidy_email(text or "")],
                      validators=[InputRequired(_l("Please type your e-mail address.")), Email(WRONG)],
                      render_kw={"autocomplete": "email", "inputmode": "email", "autocapitalize": "off",
                                 "spellcheck": "false", "maxlength": 254, **attributes})


class GoingOn(FlaskForm):
    """Any form of the door: it remembers where somebody wanted to go."""

    next = HiddenField(filters=[safe_path])


class AskForm(GoingOn):
    email = email_field()


class CodeForm(GoingOn):
    code = StringField(_l("Code"), validators=[InputRequired(_l("Please type the code from the mail."))],
                       render_kw={"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "characters",
                                  "spellcheck": "false", "maxlength": CODE_LENGTH + 8, "placeholder": "········"})
    shared = BooleanField(_l("This is a shared computer"))

    def validate_code(self, field) -> None:
        if len(tidy_code(field.data)) != CODE_LENGTH:
            field.errors = [*field.errors, _l("The code has %(count)s letters and digits.", count=CODE_LENGTH)]


class LinkForm(FlaskForm):
    shared = BooleanField(_l("This is a shared computer"))
