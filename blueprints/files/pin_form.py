from flask_babel import lazy_gettext as _l
from wtforms import FloatField, HiddenField, IntegerField, RadioField
from wtforms.validators import AnyOf, InputRequired
from wtforms.widgets import HiddenInput, RangeInput

from blueprints.support.fields import Form, InRange, offered, words
from blueprints.talk.forms import LANES
from portal.talk.markdown import LIMIT


class PinForm(Form):
    """A remark and its place, in per cent from the left and from the top: sliders that a finger, a mouse or keys move."""

    version = HiddenField()
    page = IntegerField(widget=HiddenInput(), default=1, validators=[InRange(1, 9999)])
    left = FloatField(_l("From the left"), widget=RangeInput(step="0.1"), default=50.0, validators=[InputRequired()])
    top = FloatField(_l("From the top"), widget=RangeInput(step="0.1"), default=50.0, validators=[InputRequired()])
    body = words(_l("Remark"), most=LIMIT, rows=3, required=True)
    # A required field: nobody shares, or hides, without having said so.
    lane = RadioField(_l("Who sees it"), choices=offered(LANES))

    def open_to(self, lanes: tuple[str, ...]) -> None:
        """Offer these lanes only; another one is refused like none."""
        self.lane.choices = offered(choice for choice in LANES if choice[0] in lanes)
        self.lane.validators = [AnyOf(lanes, _l("Choose who shall see this."))]
