"""Pins: a remark at a place, its thread, settled or not, carried over; and nobody learns of one they may not see."""
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.base.database import db
from portal.entries.sharing import share, unshare
from portal.entries.visible import find_entry
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.pin import Pin
from portal.files.pinned import pins_of
from portal.files.placing import NoSuchPlace, TooManyPins
from portal.files.resolving import reopen, resolve
from portal.history.event import Event
from portal.notices.notification import Notification
from portal.projects.viewer import viewer_of
from portal.talk.coming_along import hold_back
from portal.talk.deleting import delete_message
from portal.talk.message import Message
from portal.talk.posting import NoLongerShared, NotThisLane
from tests.files.pdfs import pdf
from tests.files.pinning import next_version, pin_on
from tests.files.uploads import with_file
from tests.talk.speaking import found, say, standing
from tests.world import act, sign_in


@pytest.fixture
def plan(world):
    """A shared PDF of two pages."""
    by = standing(world.cleo, world.logo)
    return with_file("plan.pdf", found(by.viewer, world.logo), by, "shared", pdf(2))


def document_of(version):
    return db.session.get(Document, version.document_id)


def pin(user, version, words="Too small", **how):
    return pin_on(version, standing(user, document_of(version)), words, **how)


def seen(user, version):
    return pins_of(standing(user, document_of(version)), document_of(version))


def newer(user, version, data):
    return next_version(document_of(version), standing(user, document_of(version)), data)


def said(pins):
    return [(each.label, each.words, each.is_internal) for each in pins]


def test_a_pin_is_an_entry_with_its_remark_as_the_first_message(world, session, plan):
    made = pin(world.cleo, plan)
    one, = seen(world.tess, plan)
    assert (one.label, one.words, one.page, one.x, one.y, one.replies) == ("1", "Too small", 1, 0.25, 0.5, 0)
    say(world.tess, made, "How large?")
    say(world.tess, made, "As always", lane="internal")
    assert [each.replies for each in (*seen(world.tess, plan), *seen(world.vera, plan))] == [2, 1]
    told = session.scalars(select(Event).where(Event.verb == "pin_placed")).one()
    assert (told.entry_id, told.lane) == (plan.document_id, "shared")


def test_the_teams_pins_are_letters_and_leave_no_gap_in_what_a_contact_counts(world, plan):
    pin(world.cleo, plan, "First")
    hidden = pin(world.tess, plan, "Dear", lane="internal")
    pin(world.cora, plan, "Second", page=2)
    assert said(seen(world.tess, plan)) == [("1", "First", False), ("A", "Dear", True), ("2", "Second", False)]
    assert said(seen(world.cleo, plan)) == [("1", "First", False), ("2", "Second", False)]
    assert find_entry(viewer_of(world.cleo), world.site.id, hidden.id, Pin) is None
    assert find_entry(viewer_of(world.olaf), world.site.id, hidden.id, Pin) is None


def test_a_pin_reaches_no_further_than_its_document_and_its_version(world, session, plan):
    made = pin(world.cleo, plan)
    unshare(entry=world.logo, by=world.mia)
    assert find_entry(viewer_of(world.cleo), world.site.id, made.id, Pin) is None
    with pytest.raises(NoLongerShared):
        pin(world.tess, plan)
    # Held back, its version is the team's own again, and what was said about it.
    hold_back(entry=world.logo, by=standing(world.mia, world.logo))
    share(entry=world.logo, by=world.mia)
    session.expire_all()
    assert find_entry(viewer_of(world.cleo), world.site.id, made.id, Pin) is None
    assert said(seen(world.tess, plan)) == [("A", "Too small", True)]


def test_on_a_version_that_contacts_do_not_see_only_the_team_pins(world, session, plan):
    next_one = newer(world.tess, plan, pdf(2, wide=True))
    assert next_one.lane == "internal"
    with pytest.raises(NotThisLane):
        pin(world.tess, next_one)
    made = pin(world.tess, next_one, "Dear", lane="internal")
    share(entry=made, by=world.mia)
    session.flush()
    assert said(seen(world.cleo, plan)) == []
    assert find_entry(viewer_of(world.cleo), world.site.id, made.id, Pin) is None


def test_a_pin_is_carried_over_until_it_is_settled_and_never_back(world, session, plan):
    made = pin(world.cleo, plan)
    next_one = newer(world.cleo, plan, pdf(2, wide=True))
    late = pin(world.cora, next_one, "New")
    first, second = seen(world.tess, plan)
    assert first.shows_on(next_one.id, next_one.number) and not second.shows_on(plan.id, plan.number)
    by = standing(world.tess, world.logo)
    document = document_of(plan)
    assert [resolve(made, document, by), resolve(made, document, by)] == [True, False]
    first, second = seen(world.cleo, plan)
    assert (first.is_resolved, first.shows_on(plan.id, plan.number)) == (True, True)
    assert not first.shows_on(next_one.id, next_one.number)
    assert [reopen(made, document, by), reopen(made, document, by), reopen(late, document, by)] == [True, False, False]
    told = session.scalars(select(Event.verb).where(Event.entry_id == document.id, Event.verb.like("pin%")).order_by(Event.id))
    assert list(told) == ["pin_placed", "pin_placed", "pin_resolved", "pin_reopened"]


@pytest.mark.parametrize("place", [{"page": 3}, {"page": 0}, {"x": 1.01}, {"y": float("nan")}])
def test_a_place_beside_the_page_is_refused(world, plan, place):
    with pytest.raises(NoSuchPlace):
        pin(world.cleo, plan, **place)


def test_a_remark_that_was_taken_back_leaves_no_pin_and_no_other_number(world, session, plan, monkeypatch):
    gone = pin(world.cleo, plan, "Sorry")
    pin(world.cleo, plan, "This")
    message = session.scalars(select(Message).where(Message.entry_id == gone.id)).one()
    delete_message(message, entry=gone, by=standing(world.cleo, gone))
    session.flush()
    assert said(seen(world.cora, plan)) == [("2", "This", False)]
    monkeypatch.setattr("portal.files.placing.MOST_PINS", 2)
    with pytest.raises(TooManyPins):
        pin(world.cleo, plan)


def test_whoever_follows_what_a_pin_is_about_hears_of_it_within_the_fence(client, world, session, plan, tell):
    say(world.cora, world.logo)
    tell()
    hidden, made = pin(world.tess, plan, "Dear", lane="internal"), pin(world.tess, plan, "Larger?")
    tell()
    heard = session.execute(select(Notification.user_id, Notification.entry_id, Notification.kind).where(
        Notification.entry_id.in_([hidden.id, made.id]))).all()
    assert {tuple(row) for row in heard} == {(world.cleo.id, made.id, "reply"), (world.cora.id, made.id, "reply")}
    sign_in(client, world.cora)
    listed = client.get("/inbox").text
    assert f"/projects/{world.site.id}/pins/{made.id}" in listed and "Larger?" in listed and "Dear" not in listed


def test_over_http_a_pin_is_placed_once_shown_and_settled(client, world, session, plan):
    session.commit()
    sign_in(client, world.cleo)
    document = f"/projects/{world.site.id}/documents/{plan.document_id}"
    form = act(version=str(plan.id), page=2, left="12.5", top="80", body="Here", lane="shared")
    way = f"/projects/{world.site.id}/entries/{plan.document_id}/pins"
    first, again = (client.post(way, data=form) for _ in range(2))
    assert first.status_code == again.status_code == 303
    made = session.query(Pin).one()
    assert (str(made.id), made.page, made.x, made.y) == (form["act"], 2, 0.125, 0.8)
    page = client.get(first.location).text
    assert 'x="12.50%" y="80.00%"' in page and f"/pins/{made.id}" in page
    shown = client.get(f"/projects/{world.site.id}/pins/{made.id}").text
    assert "Mark as settled" in shown and "Page 2 of 2" in shown and "/pages/1" not in shown
    settle = f"/projects/{world.site.id}/entries/{made.id}/resolution"
    assert client.post(settle, data=act()).status_code == 303
    assert "Settled" in client.get(document).text
    assert client.delete(settle, data=act()).status_code == 303
    for wrong in ({"left": "101"}, {"left": "nan"}, {"lane": "internal"}, {"body": " "}, {"page": "3"}):
        refused = client.post(way, data=act(**{**form, "act": str(uuid4()), **wrong}), headers={"Accept": "application/json"})
        assert (refused.status_code, refused.json["outcome"]) == (422, "refused"), wrong
    assert session.query(Pin).count() == 1


def test_a_pin_of_the_teams_is_shared_from_its_page_with_its_remark_and_never_before_its_version(client, world, session, plan):
    made, own = pin(world.mia, plan, "Mind the fold", lane="internal"), newer(world.mia, plan, pdf(1))
    kept = pin(world.mia, own, "Not for them", lane="internal")
    session.commit()
    sign_in(client, world.mia)
    here, way = (f"/projects/{world.site.id}/{part}/{made.id}" for part in ("pins", "entries"))
    assert f"{way}/sharing" in client.get(here).text
    assert "/sharing" not in client.get(here.replace(str(made.id), str(kept.id))).text
    refused = client.get(f"{way}/sharing".replace(str(made.id), str(kept.id)))
    assert refused.status_code == 409 and "share the version first" in refused.text
    dialog = client.get(f"{way}/sharing").text
    remark = session.scalars(select(Message).where(Message.entry_id == made.id)).one()
    assert f'value="{remark.id}" checked' in dialog, "a pin says its remark"
    form = {"audience": "client", "shown_audience": "internal", "shown_readers": "", "_method": "PUT"}
    assert client.post(f"{way}/sharing", data=act(**form)).status_code == 422
    assert said(seen(world.cleo, plan)) == []
    assert client.post(f"{way}/sharing", data=act(**form, message=remark.id)).status_code == 303
    assert said(seen(world.cleo, plan)) == [("1", "Mind the fold", False)]
    assert "Shared with Acme" in client.get(here).text
    sign_in(client, world.cleo)
    assert "Mind the fold" in client.get(here).text and "/sharing" not in client.get(here).text
    sign_in(client, world.mia)
    assert client.delete(f"{way}/sharing", data=act(shown_audience="client", shown_readers="")).status_code == 303
    assert said(seen(world.cleo, plan)) == []
    assert 'name="message"' not in client.get(f"{way}/sharing").text, "what they had read comes back with it"


def test_two_versions_are_compared_by_page_and_a_hidden_one_never(client, world, session, plan):
    next_one = newer(world.cleo, plan, pdf(2, wide=True))
    hidden = newer(world.tess, plan, pdf(3, wide=True))
    session.commit()
    sign_in(client, world.cleo)
    address = f"/projects/{world.site.id}/documents/{plan.document_id}/compare"
    page = client.get(f"{address}?page=2").text
    assert page.index(f"{plan.id}/pages/2") < page.index(f"{next_one.id}/pages/2")
    for asked in ("", f"?b={hidden.id}", f"?a={hidden.id}&how=over"):
        assert str(hidden.id) not in client.get(address + asked).text
    assert client.get(f"{address}?page=9&how=difference").status_code == 200


def test_pages_come_in_windows_and_only_to_who_sees_the_version(client, world, session, plan):
    hidden = newer(world.tess, plan, pdf(3, wide=True))
    long = session.get(Blob, (plan.workspace_id, plan.sha256))
    long.pages, long.pages_in_all, long.page_sizes = 25, 300, [[40, 30]] * 25
    session.commit()
    sign_in(client, world.cleo)
    document = f"/projects/{world.site.id}/documents/{plan.document_id}"
    page = client.get(document).text
    assert page.count('class="leaf"') == 10 and "first=11" in page and "Only the first 25 pages" in page
    partly = {"HX-Request": "true", "HX-Request-Type": "partial"}
    middle = client.get(f"{document}?version={plan.id}&page=13").text
    assert 'id="page-11"' in middle and 'id="page-21"' not in middle and "Earlier pages" in middle
    more = client.get(f"{document}/versions/{plan.id}/pages?first=21", headers=partly)
    assert more.text.count('class="leaf"') == 5
    assert client.get(f"{document}/versions/{plan.id}/pages?first=21").status_code == 302
    picture_of = client.get(f"{document}/versions/{plan.id}/pages/2")
    assert (picture_of.status_code, picture_of.headers["Content-Type"]) == (200, "image/webp")
    again = client.get(f"{document}/versions/{plan.id}/pages/2", headers={"If-None-Match": picture_of.headers["ETag"]})
    assert again.status_code == 304
    for nobodys in (f"versions/{hidden.id}/pages/1", f"versions/{plan.id}/pages/26", f"versions/{plan.id}/pages/0"):
        assert client.get(f"{document}/{nobodys}").status_code == 404
    sign_in(client, world.olaf)
    assert client.get(f"{document}/versions/{plan.id}/pages/1").status_code == 404


def test_a_text_is_shown_as_text_whatever_stands_in_it(client, world, session):
    by = standing(world.cleo, world.logo)
    version = with_file("notes.md", found(by.viewer, world.logo), by, "shared", b"<script>alert(1)</script> & more")
    session.commit()
    sign_in(client, world.cora)
    page = client.get(f"/projects/{world.site.id}/documents/{version.document_id}").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
    assert "<script>alert" not in page


def test_a_document_costs_the_same_statements_with_one_pin_as_with_many(client, world, session, plan, statements):
    pin(world.cleo, plan)
    session.commit()
    sign_in(client, world.cleo)
    address = f"/projects/{world.site.id}/documents/{plan.document_id}"

    def asked():
        client.get(address)
        with statements() as sent:
            assert client.get(address).status_code == 200
        return len([each for each in sent if not each.startswith(("COMMIT", "ROLLBACK"))])

    one = asked()
    for number in range(12):
        pin((world.cleo, world.cora, world.abe, world.tess)[number % 4], plan, page=1 + number % 2)
    session.commit()
    assert asked() == one <= 12
