from babel.dates import get_day_names
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, TimeField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.support.fields import Filled, Form, offered
from blueprints.support.reader import locale
from portal.notices.notification import NOTICE_KINDS
from portal.notices.preference import CHANNELS, PACES

KINDS = {
    "turn": _l("It becomes your move"),
    "mention": _l("Somebody mentions you"),
    "reply": _l("A new message where you follow"),
    "state": _l("Something is done, stuck or opened again"),
    "share": _l("Something new is shared with you"),
    "moved": _l("A promised date moves"),
    "late": _l("Something is nearly late, or late"),
    "money": _l("A budget is agreed, or will not do"),
    "invitation": _l("Somebody joins, or you are added"),
}
BY = {"push": _l("On your devices"), "mail": _l("By mail")}
HOW_SOON = {"at_once": _l("At once"), "bundled": _l("Gathered"), "daily": _l("Each day"), "weekly": _l("Each week"),
            "never": _l("Never")}
#: How soon each kind comes by each channel, as fields are named.
PACED = {(kind, channel): f"{channel}_{kind}" for kind in NOTICE_KINDS for channel in CHANNELS}


def day_choices():
    """The days of the week, Monday 0, in the reader's language."""
    return offered(sorted(get_day_names("wide", locale=locale()).items()))


class HabitsForm(Form):
    """When and how somebody wants to be told at all."""

    private = BooleanField(_l("Only say that there is something, not what"))
    quiet_from = TimeField(_l("Quiet from"), validators=[Optional()])
    quiet_until = TimeField(_l("Quiet until"), validators=[Optional()])
    working_days = SelectMultipleField(_l("Days on which something may come"), coerce=int, choices=day_choices,
                                       widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    urgent_passes = BooleanField(_l("My moves and mentions may come at any time"))
    digest_at = TimeField(_l("Summaries come at"), validators=[Filled()])
    digest_weekday = SelectField(_l("The weekly one on"), coerce=int, choices=day_choices)

    def validate_quiet_from(self, field) -> None:
        self._both(field, self.quiet_until)

    def validate_quiet_until(self, field) -> None:
        self._both(field, self.quiet_from)

    @staticmethod
    def _both(field, other) -> None:
        if (field.data is None) != (other.data is None):
            raise ValidationError(_l("Quiet hours need both a beginning and an end, or neither."))


class PreferencesForm(HabitsForm):
    """That, and how soon each kind of thing comes by each channel."""


for (_kind, _channel), _name in PACED.items():
    setattr(PreferencesForm, _name, SelectField(BY[_channel], choices=lambda: offered((pace, HOW_SOON[pace]) for pace in PACES)))
