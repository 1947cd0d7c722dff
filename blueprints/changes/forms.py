from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DecimalField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.decisions.forms import not_past
from blueprints.plan.words import LEVELS
from blueprints.support.fields import LARGEST, Between, Form, day, line, offered, words
from portal.base.ids import parse_id
from portal.plan.item import LEVELS as LEVEL_KEYS


class ChangeForm(Form):
    title = line(_l("What shall change?"), most=300)
    why = words(_l("Why?"), most=4000, required=True, rows=5)


class _OnItem(Form):
    item = SelectField(_l("Item"), coerce=parse_id, validate_choice=False)

    def validate_item(self, field):
        if field.data is None:
            raise ValidationError(_l("Choose an item."))


class MoveForm(_OnItem):
    promised = day(_l("New promised date"), required=InputRequired(_l("Choose a date.")))


class NewForm(Form):
    title = line(_l("Title"), most=300)
    level = SelectField(_l("Kind"), choices=offered((key, LEVELS[key]) for key in LEVEL_KEYS), default="deliverable")
    item = SelectField(_l("Below"), coerce=parse_id, validate_choice=False)
    promised = day(_l("Promised date"))
    description = words(_l("Description"), most=4000, rows=3)
    shared = BooleanField(_l("The client sees it"), default=True)


class WordForm(_OnItem):
    title = line(_l("New title"), most=300, required=False)
    description = words(_l("New description"), most=20_000, rows=4)


class DropForm(_OnItem):
    pass


class BudgetForm(Form):
    amount = DecimalField(_l("New budget"), places=2, validators=[InputRequired(_l("Write an amount.")), Between(
        Decimal(0), LARGEST, _l("Write an amount of at least 0, in whole or with two decimals."))])


#: By the kind of effect.
EFFECTS = {"move_promise": MoveForm, "add": NewForm, "change": WordForm, "drop": DropForm, "budget": BudgetForm}


class AskForm(Form):
    seats = SelectMultipleField(_l("Who decides?"), coerce=parse_id, widget=ListWidget(prefix_label=False),
                                option_widget=CheckboxInput())
    rule = SelectField(_l("Whose yes is needed?"), choices=offered([("any", _l("One of them is enough")),
                                                                ("all", _l("All of them"))]))
    until = day(_l("Answer until"))
    #: In the time zone of the workspace; set by who shows the form.
    today: date | None = None

    def validate_until(self, field):
        not_past(field, self.today)

    def validate_seats(self, field):
        if not field.data:
            raise ValidationError(_l("Choose at least one person."))


class ReasonForm(Form):
    reason = words(_l("Why?"), most=2000, required=True, rows=3)
