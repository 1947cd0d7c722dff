from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DecimalField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from blueprints.plan.words import HEALTHS, LEVELS, STAGES
from blueprints.support.fields import Between, Form, amount, day, line, offered, words
from portal.base.ids import parse_id
from portal.plan.dependency import LINK_KINDS
from portal.plan.item import LEVELS as LEVEL_KEYS
from portal.plan.stage import STAGE_KINDS
from portal.projects.project import HEALTHS as HEALTH_KEYS

PERCENT = Between(0, 100, _l("From 0 to 100."))


class AddForm(Form):
    title = line(_l("Title"), most=300)
    level = SelectField(_l("Kind"), choices=offered((key, LEVELS[key]) for key in LEVEL_KEYS), default="task")
    parent = HiddenField(filters=[parse_id])


class ItemForm(Form):
    stands_for = {"stage_id": "stage"}

    title = line(_l("Title"), most=300)
    description = words(_l("Description"), rows=8)
    level = SelectField(_l("Kind"), choices=offered((key, LEVELS[key]) for key in LEVEL_KEYS))
    stage = SelectField(_l("Stage"), coerce=parse_id)
    percent = IntegerField(_l("Progress in percent"), validators=[InputRequired(_l("From 0 to 100.")), PERCENT])
    start = day(_l("Start"))
    due = day(_l("Due date, for the team"))
    estimate_hours = DecimalField(_l("Estimate in hours"), places=None, validators=[
        Optional(), Between(0, 999_999, _l("From 0 to 999,999."))])
    cost = amount(_l("Planned cost"))


class StuckForm(Form):
    reason = words(_l("What is it waiting for?"), required=True, most=1000, rows=2)


class PercentForm(Form):
    percent = IntegerField(_l("How far is it, in percent?"), validators=[InputRequired(_l("From 0 to 100.")), PERCENT])


class PromiseForm(Form):
    stands_for = {"promised": "day"}

    day = day(_l("Promised date"))
    kind = SelectField(_l("What sort of change is it?"), default="slip", choices=offered([
        ("slip", _l("The date moves")), ("correction", _l("It was written down wrongly"))]))
    reason = words(_l("Why does it move?"), most=1000, rows=3)


class PeopleForm(Form):
    seats = SelectMultipleField(_l("Who does this?"), coerce=parse_id, widget=ListWidget(prefix_label=False),
                                option_widget=CheckboxInput())


class PlaceForm(Form):
    stands_for = {"parent_id": "parent"}

    parent = SelectField(_l("Below"), coerce=lambda text: parse_id(text) if text else None, validate_choice=False)
    after = SelectField(_l("After"), coerce=lambda text: parse_id(text) if text else None, validate_choice=False)


class LinkForm(Form):
    waits_for = SelectField(_l("It waits for"), coerce=parse_id, validate_choice=False)
    kind = SelectField(_l("How"), choices=offered([
        ("FS", _l("Starts after that is done")), ("SS", _l("Starts together with that")),
        ("FF", _l("Is done together with that")), ("SF", _l("Is done once that starts"))]), default=LINK_KINDS[0])
    lag_days = DecimalField(_l("Days in between (less than 0: overlap)"), places=None, default=0, validators=[
        Optional(), Between(-9999, 9999, _l("From -9999 to 9999."))])


class UpdateForm(Form):
    health = SelectField(_l("How does it stand?"), choices=offered((key, HEALTHS[key]) for key in HEALTH_KEYS))
    reason = line(_l("Why, in one sentence"), most=300)
    text = words(_l("What happened, what comes next"), rows=8)
    next_milestone = line(_l("Next milestone"), most=300, required=False)
    shared = BooleanField(_l("The client reads this too"))


class StageForm(Form):
    name = line(_l("Name"), most=60, required=False)
    kind = SelectField(_l("Whose move is it there?"), default="doing", choices=offered(
        (key, STAGES[key]) for key in STAGE_KINDS))


class PlanFileForm(Form):
    file = FileField(_l("Plan file"), validators=[FileRequired(_l("Choose the file that holds the plan."))],
                     render_kw={"accept": ".xlsx,.xlsm,.csv,.tsv,.txt,.xml"})
