from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from blueprints.people.forms import locale_choices, zone_choices
from blueprints.support.fields import Form, line


class ProfileForm(Form):
    name = line(_l("Your name"), most=120, render_kw={"autocomplete": "name"})
    locale = SelectField(_l("Language"), validators=[Optional()],
                         choices=lambda: locale_choices(_l("As my browser asks")))
    time_zone = SelectField(_l("Time zone"), validators=[Optional()],
                            choices=lambda: zone_choices(_l("As where I work")))
    offline_copies = BooleanField(_l("Keep copies on my devices, to be read without a network"))
