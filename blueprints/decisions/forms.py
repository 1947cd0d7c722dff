from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.decisions.words import RULES
from blueprints.support.fields import Form, InRange, day, line, offered, words
from portal.base.ids import parse_id

#: How many must say yes where several are asked; one who is asked alone needs no rule.
OF_SEVERAL = ("all", "any", "majority", "sequence")


def ticks(label, **more) -> SelectMultipleField:
    """Several of a list, each with a box of its own."""
    return SelectMultipleField(label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), **more)


def not_past(field, today: date | None) -> None:
    if field.data and today and field.data < today:
        raise ValidationError(_l("This day has passed."))


class AskForm(Form):
    title = line(_l("What is it about?"), most=300)
    question = words(_l("Question"), most=5000, required=True, rows=3)
    things = ticks(_l("Files and items"))
    text = words(_l("A text"), most=20_000, rows=4)
    text_2 = words(_l("Another text"), most=20_000, rows=4)
    text_3 = words(_l("Another text"), most=20_000, rows=4)
    text_4 = words(_l("Another text"), most=20_000, rows=4)
    approvers = ticks(_l("Who decides"), coerce=parse_id)
    rule = RadioField(_l("If you ask several"), default="all", choices=offered((key, RULES[key]) for key in OF_SEVERAL))
    until = day(_l("Until when?"))
    typed_name = BooleanField(_l("They type their name"))
    #: In the time zone of the workspace; set by who shows the form.
    today: date | None = None
    #: Whether the workspace wants it of every question; then there is nothing to choose.
    always_typed = False
    #: How many were found where somebody looks for more to ask about.
    found: int | None = None

    @property
    def texts(self) -> list[str]:
        return [text for text in (self.text.data, self.text_2.data, self.text_3.data, self.text_4.data) if text]

    def validate_until(self, field):
        not_past(field, self.today)

    def validate(self, **more) -> bool:
        whole = super().validate(**more)
        if self.texts or self.things.data:
            return whole
        self.text.errors = [_l("Choose what they decide about, or write the text.")]
        return False

    def validate_approvers(self, field):
        if not field.data:
            raise ValidationError(_l("Choose who decides."))


class AnswerForm(Form):
    words = words(_l("Your words"), most=5000, rows=3)
    typed_name = line(_l("Your name"), most=120, required=False, render_kw={"autocomplete": "name"})


#: Who names nobody leaves it to the team whom to ask.
TEAM = "team"


class HandOverForm(Form):
    to = SelectField(_l("Who shall decide?"), coerce=lambda value: TEAM if value == TEAM else parse_id(value),
                     validators=[InputRequired(_l("Choose who decides."))])
    words = words(_l("Why"), most=1000, rows=2)


class DayForm(Form):
    until = day(_l("Until when?"), required=InputRequired(_l("Choose a day.")))
    reason = words(_l("Why does it move?"), most=1000, rows=2)
    stands_for = {"promised": "until"}
    #: In the time zone of the workspace; set by who shows the form.
    today: date | None = None

    def validate_until(self, field):
        not_past(field, self.today)


class CancelForm(Form):
    reason = words(_l("Why is it cancelled?"), most=1000, required=True, rows=2)


class QuestionForm(Form):
    name = line(_l("Name"), most=80)
    question = words(_l("Question"), most=5000, required=True, rows=3)
    rule = RadioField(_l("If you ask several"), default="all", choices=offered((key, RULES[key]) for key in OF_SEVERAL))
    due_days = IntegerField(_l("Days to answer"), validators=[Optional(), InRange(1, 365)],
                            render_kw={"min": 1, "max": 365, "inputmode": "numeric"})
    typed_name = BooleanField(_l("They type their name"))


SPAN = _l("Say from when until when.")


class DeputyForm(Form):
    deputy = SelectField(_l("Who decides for me?"), coerce=parse_id, validators=[InputRequired(_l("Choose who decides."))])
    from_day = day(_l("From"), required=InputRequired(SPAN))
    until_day = day(_l("Through"), required=InputRequired(SPAN))

    def validate_until_day(self, field):
        if self.from_day.data and field.data < self.from_day.data:
            raise ValidationError(_l("This is before it begins."))
