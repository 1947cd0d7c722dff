"""What our forms share: tidy text, optional numbers and dates, choices in words."""
from collections.abc import Iterable
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, DecimalField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, StopValidation, ValidationError

from portal.base.dates import FIRST_DAY, LAST_DAY

#: The largest amount of money that the database keeps to the cent, however it is rounded.
LARGEST = 10**12 - 1


class Form(FlaskForm):
    """A form whose values are ready to be handed to the product."""

    #: What a record calls it -> the field in which it is written, where the two differ.
    stands_for: dict[str, str] = {}

    def values(self, *names: str) -> dict:
        """The values of these fields, or of all that are no token."""
        return {name: self[name].data for name in names or self.data if name != "csrf_token"}


def tidy(text: str | None) -> str:
    return (text or "").replace("\x00", "").strip()


def line(label, *, most: int, required: bool = True, **more) -> StringField:
    """One line of text."""
    checks = [Filled()] if required else [Optional()]
    return StringField(label, filters=[tidy], validators=[*checks, Length(max=most)], **more)


def words(label, *, most: int = 20_000, required: bool = False, rows: int = 4, **more) -> TextAreaField:
    """Several lines of text."""
    checks = [Filled()] if required else [Optional()]
    return TextAreaField(label, filters=[tidy], validators=[*checks, Length(max=most)], render_kw={"rows": rows},
                         **more)


def day(label, *, required=None, **more) -> DateField:
    """A date; or none, unless ``required`` says what is wrong then."""
    return DateField(label, validators=[required or Optional(), InCalendar()], **more)


def amount(label, **more) -> DecimalField:
    """An amount of money, or none."""
    return DecimalField(label, places=2, validators=[Optional(), Between(0, LARGEST, _l(
        "Write an amount of at least 0, in whole or with two decimals."))], **more)


def offered(pairs: Iterable[tuple]) -> list[SelectChoice]:
    """The choices of a field, from pairs of a value and its words."""
    return [SelectChoice(value, words) for value, words in pairs]


class Between:
    """A number within bounds, of any length: people may type NaN, Infinity and a thousand digits."""

    def __init__(self, least, most, message):
        self._least, self._most, self._message = least, most, message

    def __call__(self, form, field):
        number = field.data
        if isinstance(number, Decimal) and not number.is_finite():
            raise StopValidation(self._message)
        if number is not None and not self._least <= number <= self._most:
            raise ValidationError(self._message)


class InRange(NumberRange):
    """A whole number within bounds, of any length: a longer one than can be reckoned with is none."""

    def __call__(self, form, field):
        try:
            super().__call__(form, field)
        except OverflowError:
            field.data = None
            super().__call__(form, field)


class InCalendar:
    """A day that may be reckoned from. Browsers offer no other."""

    field_flags = {"min": FIRST_DAY.isoformat(), "max": LAST_DAY.isoformat()}

    def __call__(self, form, field):
        if field.data is not None and not FIRST_DAY <= field.data <= LAST_DAY:
            raise ValidationError(_l("Choose a day from %(first)s to %(last)s.", first=FIRST_DAY.year, last=LAST_DAY.year))


class Filled(InputRequired):
    """Something other than white space was typed."""

    def __init__(self):
        super().__init__(_l("Please fill this in."))

    def __call__(self, form, field):
        super().__call__(form, field)
        if not str(field.data or "").strip():
            raise ValidationError(self.message)
