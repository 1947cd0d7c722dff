from zoneinfo import available_timezones

from babel import Locale
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import Optional, Regexp

from blueprints.support.fields import Form, line, offered, tidy

LOCALES = ("en", "de", "fr", "sv")
CURRENCIES = ("EUR", "SEK", "USD", "GBP", "CHF", "NOK", "DKK", "PLN", "CZK", "BRL", "CAD", "AUD", "JPY")


def locale_choices(none=None) -> list[SelectChoice]:
    """Each language by its own name, after the words for none of them."""
    names = [(code, Locale.parse(code).get_display_name(code).capitalize()) for code in LOCALES]
    return offered(names if none is None else [("", none), *names])


def zone_choices(none=None) -> list[SelectChoice]:
    """The cities one may live by, and UTC, after the words for none of them."""
    areas = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    zones = sorted(zone for zone in available_timezones() if zone.startswith(areas))
    names = [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in zones)]
    return offered(names if none is None else [("", none), *names])


def colour(label, required: bool = True) -> StringField:
    """A colour as #rrggbb."""
    checks = [] if required else [Optional()]
    return StringField(label, filters=[tidy, str.lower], render_kw={"type": "color"} if required else {},
                       validators=[*checks, Regexp(r"^#[0-9a-f]{6}$", message=_l("Write a colour as #rrggbb."))])


class WorkspaceForm(Form):
    name = line(_l("Name"), most=120)
    brand_color = colour(_l("Brand colour"))
    logo_file = FileField(_l("Logo"), render_kw={"accept": "image/png,image/jpeg,image/webp"})
    drop_logo = BooleanField(_l("Remove the logo"))
    locale = SelectField(_l("Language"), choices=lambda: locale_choices())
    time_zone = SelectField(_l("Time zone"), choices=lambda: zone_choices())
    currency = SelectField(_l("Currency"), choices=offered((code, code) for code in CURRENCIES))
    preview_invitations = BooleanField(_l("Invitations show their item before they are accepted"))
    offline_copies = BooleanField(_l("Devices may keep copies, to be read without a network"))


class ClientForm(Form):
    name = line(_l("Name"), most=120)
    brand_color = colour(_l("Brand colour, if not ours"), required=False)
    logo_file = FileField(_l("Logo"), render_kw={"accept": "image/png,image/jpeg,image/webp"})
    drop_logo = BooleanField(_l("Remove the logo"))
    locale = SelectField(_l("Language of its mails and first visits"), validators=[Optional()],
                         choices=lambda: locale_choices(_l("As the workspace")))
