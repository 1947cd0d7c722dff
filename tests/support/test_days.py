"""Days that people may write: any that may be reckoned from, and no other, in every form there is."""
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import DateField, DateTimeField, TimeField

from blueprints.support.fields import Form
from portal.plan.dependencies import link
from tests.changes.planning import drafted
from tests.world import act, add_item, sign_in

OUTBOX = {"Accept": "application/json"}


def forms(kind=Form):
    for each in kind.__subclasses__():
        yield each
        yield from forms(each)


def fields():
    """Every field of every form that takes a day or a moment."""
    return {(form, name) for form in forms() for name in dir(form)
            if issubclass(kind := getattr(getattr(form, name), "field_class", object), (DateField, DateTimeField))
            and not issubclass(kind, TimeField)}


@pytest.mark.parametrize(("day", "fine"), [("0001-01-01", False), ("1949-12-31", False), ("1950-01-01", True),
                                           ("2150-12-31", True), ("2151-01-01", False), ("9999-12-31", False)])
def test_every_form_takes_only_days_that_may_be_reckoned_from(app, day, fine):
    found = fields()
    assert len(found) >= 12, "the forms of the product are known here"
    for form, name in found:
        with app.test_request_context():
            filled = form(MultiDict({name: day}), meta={"csrf": False})
            field = filled[name]
            field.validate(filled)
            assert bool(field.errors) is not fine, (form.__qualname__, name)
            assert 'min="1950-01-01"' in field() and 'max="2150-12-31"' in field()


def test_a_day_beyond_the_calendar_is_refused_at_its_field_with_a_sentence(client, session, world):
    world.logo.promised = date(2026, 5, 8)
    link(item=add_item(world.site, "Follows", promised=date(2026, 5, 9)), by=world.mia, waits_for=world.logo)
    change = drafted(world)
    session.commit()
    sign_in(client, world.mia)
    site, far = f"/projects/{world.site.id}", "9999-12-31"
    effects = f"{site}/changes/{change.id}/effects"
    assert client.get(f"{effects}/preview?item={world.logo.id}&promised={far}", headers={"HX-Request": "true"}).status_code == 200
    for address, name, fields in ((effects, "promised", {"kind": "move_promise", "item": world.logo.id}),
                                  (f"{site}/items/{world.logo.id}/promises", "day", {"reason": "So it is"}),
                                  (f"{site}/spendings", "day", {"kind": "time", "hours": "1"})):
        answer = client.post(address, data=act(**fields, **{name: far}), headers=OUTBOX)
        assert (answer.status_code, answer.json["fields"][name]) == (422, "Choose a day from 1950 to 2150."), address
    assert client.get(f"{site}/changes/{change.id}").status_code == 200
