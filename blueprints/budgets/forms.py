from decimal import Decimal, InvalidOperation

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DecimalField, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from blueprints.people.forms import CURRENCIES
from blueprints.support.fields import Between, Filled, Form, day, line, offered, words
from blueprints.support.fields import amount as money_field
from portal.base.ids import parse_id

UNITS = {"money": _l("Money"), "hours": _l("Hours")}
KINDS = {"agreed": _l("It was agreed anew"), "correction": _l("It was written down wrongly")}
#: As much as anybody works on one thing in a month.
MOST_HOURS = 744
HOURS = _l("Write hours like 1.5 or 1:30, at most 744.")


class BudgetForm(Form):
    stands_for = {"budget": "amount"}

    amount = money_field(_l("Agreed"))
    unit = SelectField(_l("In"), choices=offered(UNITS.items()))
    currency = SelectField(_l("Currency"))
    rate = money_field(_l("What an hour counts in money"))
    kind = SelectField(_l("What sort of change is it?"), choices=offered(KINDS.items()), default="agreed")
    reason = words(_l("Why does it change?"), most=1000, rows=3)

    def offer(self, currency: str) -> None:
        """The usual currencies, and the one it is in."""
        self.currency.choices = offered((code, code) for code in dict.fromkeys((currency, *CURRENCIES)))
        if self.currency.data is None:
            self.currency.data = currency


class ShareForm(Form):
    shared = BooleanField(_l("The client’s sponsors see the budget"))


class HoursField(DecimalField):
    """Hours as people write them: 1.5, 1,5 or 1:30."""

    #: A number field of the browser takes neither a colon nor, in some languages, a comma.
    widget = TextInput()

    def process_formdata(self, given: list[str]) -> None:
        text = (given[0] if given else "").strip()
        whole, colon, minutes = text.partition(":")
        if colon and len(whole) <= 4 and whole.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and int(minutes) < 60:
            self.data = int(whole) + Decimal(int(minutes)) / 60
            return
        try:
            super().process_formdata([text.replace(",", ".")])
        except (InvalidOperation, ValueError):
            raise ValidationError(HOURS) from None


class SpendingForm(Form):
    """Time or a cost, for one item or the project as a whole."""

    item = SelectField(_l("For which item?"), coerce=lambda text: parse_id(text) if text else None, validate_choice=False)
    day = day(_l("On which day?"), required=Filled())
    note = line(_l("What was it?"), most=500, required=False)


class TimeForm(SpendingForm):
    hours = HoursField(_l("Hours"), places=2, validators=[Filled(), Between(Decimal("0.01"), MOST_HOURS, HOURS)],
                       render_kw={"inputmode": "decimal", "autocomplete": "off"})


class CostForm(SpendingForm):
    amount = money_field(_l("Amount"))

    def validate_amount(self, field):
        if field.data is None or not field.data:
            raise ValidationError(_l("Please fill this in."))
