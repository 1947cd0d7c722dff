"""The lines of an item's history as sentences."""
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.plan.words import LEVELS, STAGES
from blueprints.support.formats import day
from portal.history.event import Event

FIELDS = {"title": _l("title"), "description": _l("description"), "level": _l("kind"), "start": _l("start"),
          "due": _l("due date"), "estimate_hours": _l("estimate"), "percent": _l("progress")}
SENTENCES = {
    "added": _l("added this"), "completed": _l("marked this done"), "reopened": _l("marked this not done"),
    "unstuck": _l("said it goes on"), "moved": _l("moved this within the plan"), "archived": _l("archived this"),
    "restored": _l("restored this"), "assigned": _l("named somebody for this"), "unassigned": _l("took a name off this"),
    "linked": _l("linked this to another item"), "unlinked": _l("took a link off this"),
    "posted": _l("wrote a message"), "shared": _l("shared this"), "unshared": _l("stopped sharing this"),
}
DAYS = {"start", "due", "promised"}


def change_word(event: Event) -> str:
    """What somebody did, to follow their name."""
    if event.verb == "stuck":
        return _("said it is stuck: %(reason)s", reason=event.new)
    if event.verb == "staged":
        return _("moved this from %(old)s to %(new)s", old=_stage(event.old), new=_stage(event.new))
    if event.verb == "promised":
        return _promised(event)
    if event.verb == "edited":
        return _edited(event)
    return str(SENTENCES[event.verb]) if event.verb in SENTENCES else _("changed this")


def _promised(event: Event) -> str:
    if event.old is None:
        return _("promised %(new)s", new=_value("promised", event.new))
    if event.new is None:
        return _("took back the promise of %(old)s", old=_value("promised", event.old))
    return _("moved the promised date from %(old)s to %(new)s", old=_value("promised", event.old),
             new=_value("promised", event.new))


def _edited(event: Event) -> str:
    if event.field == "description":
        return _("changed the description")
    return _("changed the %(field)s from %(old)s to %(new)s", field=str(FIELDS.get(event.field, event.field)),
             old=_value(event.field, event.old), new=_value(event.field, event.new))


def _value(field: str, value) -> str:
    if value is None or value == "":
        return "–"
    if field in DAYS:
        return day(date.fromisoformat(value))
    if field == "level":
        return str(LEVELS.get(value, value))
    return f"{value} %" if field == "percent" else str(value)


def _stage(value) -> str:
    return value["name"] or str(STAGES[value["kind"]]) if value else "–"
