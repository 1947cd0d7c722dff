from zoneinfo import available_timezones

from babel import Locale
from flask import current_app, request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, Optional, Regexp, ValidationError

from blueprints.support.fields import Form, line, offered, tidy
from blueprints.support.hosts import forget_rooms, host_here
from portal.base.host_names import HostRefused, host_name
from portal.people.branded import Branded
from portal.people.hosts import HostTaken, name_host
from portal.people.user import User

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


class HostName:
    """A name that may be a host of a room's own, as it is kept; or nothing."""

    def __call__(self, form, field):
        try:
            field.data = host_name(field.data or "", current_app.config["SETTINGS"].base_url)
        except HostRefused as refused:
            raise ValidationError(HOST_TROUBLES[refused.code]) from None


HOST_TROUBLES = {
    "shape": _l("Write a whole host name, such as portal.example.com."),
    "own": _l("This is the address that everybody has already."),
    "local": _l("This server is reached on its own machine only, so the name must end in .localhost."),
    "not_local": _l("This name means each computer itself: nobody else would get here."),
    "taken": _l("This name leads to another room already."),
}


def own_host() -> StringField:
    """The name under which people come in, where that is not the portal's own."""
    return StringField(_l("Own address"), filters=[tidy], validators=[HostName(), Length(max=253)],
                       render_kw={"inputmode": "url", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})


def keep_host(form: Form, owner: Branded, by: User) -> bool:
    """Name the host as the form says. False, with a sentence at the field, where another room has the name, or where it would
    take the door away that its writer came in by.
    """
    if "host" not in request.form:
        # A form from before there was such a field says nothing of it.
        return True
    if owner.host is not None and owner.host == host_here() and form.host.data != owner.host:
        form.host.errors = [_l("You came in by this address. To change it, sign in at %(address)s.",
                               address=current_app.config["SETTINGS"].base_url)]
        return False
    try:
        name_host(owner, form.host.data, by=by)
    except HostTaken:
        form.host.errors = [HOST_TROUBLES["taken"]]
        return False
    forget_rooms()
    return True


class WorkspaceForm(Form):
    name = line(_l("Name"), most=120)
    brand_color = colour(_l("Brand colour"))
    logo_file = FileField(_l("Logo"), render_kw={"accept": "image/png,image/jpeg,image/webp"})
    drop_logo = BooleanField(_l("Remove the logo"))
    host = own_host()
    locale = SelectField(_l("Language"), choices=lambda: locale_choices())
    time_zone = SelectField(_l("Time zone"), choices=lambda: zone_choices())
    currency = SelectField(_l("Currency"), choices=offered((code, code) for code in CURRENCIES))
    preview_invitations = BooleanField(_l("Invitations show their item before they are accepted"))
    offline_copies = BooleanField(_l("Devices may keep copies, to be read without a network"))
    typed_names = BooleanField(_l("Who decides types their name"))


class ClientForm(Form):
    name = line(_l("Name"), most=120)
    brand_color = colour(_l("Brand colour, if not ours"), required=False)
    logo_file = FileField(_l("Logo"), render_kw={"accept": "image/png,image/jpeg,image/webp"})
    drop_logo = BooleanField(_l("Remove the logo"))
    host = own_host()
    locale = SelectField(_l("Language of its mails and first visits"), validators=[Optional()],
                         choices=lambda: locale_choices(_l("As the workspace")))
