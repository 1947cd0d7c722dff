"""What the first run asks."""
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField

from blueprints.people.forms import CURRENCIES, colour, locale_choices, zone_choices
from blueprints.people.sign_in_forms import email_field
from blueprints.support.fields import Form, line, offered
from portal.branding.stylesheet import DEFAULT_COLOUR

#: A likely place for a language; anybody elsewhere picks their own.
LIKELY = {"de": ("Europe/Berlin", "EUR"), "fr": ("Europe/Paris", "EUR"), "sv": ("Europe/Stockholm", "SEK")}
FACTS = ("name", "brand_color", "locale", "time_zone", "currency")


class SetupForm(Form):
    name = line(_l("Name of your organisation"), most=120, render_kw={"autocomplete": "organization"})
    brand_color = colour(_l("Brand colour"))
    logo_file = FileField(_l("Logo"), render_kw={"accept": "image/png,image/jpeg,image/webp"})
    locale = SelectField(_l("Language"), choices=lambda: locale_choices())
    time_zone = SelectField(_l("Time zone"), choices=lambda: zone_choices())
    currency = SelectField(_l("Currency"), choices=offered((code, code) for code in CURRENCIES))
    owner_name = line(_l("Your name"), most=120, render_kw={"autocomplete": "name"})
    owner_email = email_field(_l("Your e-mail address"))
    sample = BooleanField(_l("Load a sample project to look around in"))


def fresh_form(locale: str) -> SetupForm:
    """The form as it first stands there."""
    zone, currency = LIKELY.get(locale, ("UTC", "EUR"))
    return SetupForm(formdata=None, data={"brand_color": DEFAULT_COLOUR, "locale": locale, "time_zone": zone,
                                          "currency": currency})
