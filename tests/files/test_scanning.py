"""The virus scanner: contacts fetch nothing that it did not call clean, nobody what it called infected."""
from datetime import timedelta
from io import BytesIO
from uuid import UUID
from zipfile import ZipFile

import pytest
from flask import url_for
from sqlalchemy import select

from portal.base.clock import now
from portal.channels.files import open_store
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.version import Version
from portal.history.event import Event
from portal.jobs.picturing import paint_waiting
from portal.jobs.scanning import scan_waiting, sweep_scans
from portal.notices.following import choose_level
from portal.notices.notification import Notification
from tests.files.pdfs import pdf
from tests.files.uploads import picture, uploaded
from tests.support_clamd import EICAR, HARM, MOST, running_clamd
from tests.world import act, sign_in

GETS = ("", "/thumbnail", "/screen")
AWAY = "clamd://127.0.0.1:1"


@pytest.fixture(scope="module")
def clamd():
    with running_clamd() as url:
        yield url


@pytest.fixture
def ask_at(house, monkeypatch):
    """From here on the scanner is asked at this address."""
    return lambda url: monkeypatch.setitem(vars(house.settings), "scanner_url", url)


@pytest.fixture
def people(app, world):
    """Browsers of the client's contributor and of staff."""
    found = {}
    for name in ("cleo", "tess"):
        found[name] = app.test_client()
        sign_in(found[name], getattr(world, name))
    return found


@pytest.fixture
def send(people, world, session):
    """Cleo posts a file; its address, as it is by now."""
    def send(name, data, status=302):
        upload = uploaded(people["cleo"], world.site, name, data)
        answer = people["cleo"].post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages",
                                     data=act(body="Look", lane="shared", upload=upload))
        session.expire_all()
        version = session.query(Version).order_by(Version.id.desc()).first()
        return answer, f"/projects/{world.site.id}/documents/{version.document_id}/versions/{version.id}" if version else None
    return send


def states(session):
    session.expire_all()
    return [blob.scan for blob in session.query(Blob).order_by(Blob.at)]


def reach(people, address, ending=""):
    return {name: visitor.get(address + ending).status_code for name, visitor in people.items()}


def packed(data) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("inside.txt", data)
    return out.getvalue()


def test_contacts_fetch_a_file_once_it_is_known_to_be_clean(people, send, ask_at, clamd, session, run_jobs, world):
    ask_at(clamd)
    address = send("photo.png", picture())[1]
    assert states(session) == ["pending"]
    assert reach(people, address) == {"cleo": 403, "tess": 200}
    page = people["cleo"].get(f"/projects/{world.site.id}/items/{world.logo.id}").text
    assert "Being checked for viruses" in page and f'"{address}"' not in page
    held = people["cleo"].get(address.partition("/versions")[0]).text
    assert f'"{address}"' not in held
    assert f'"{address}"' in people["tess"].get(address.partition("/versions")[0]).text
    told = people["cleo"].get(address, headers={"Accept": "application/json", "Range": "bytes=0-3"})
    assert (told.status_code, told.json["reason"]) == (403, "file_unchecked")
    run_jobs()
    assert states(session) == ["clean"]
    assert {ending: reach(people, address, ending) for ending in GETS} == dict.fromkeys(GETS, {"cleo": 200, "tess": 200})
    assert "Being checked" not in people["cleo"].get(f"/projects/{world.site.id}/items/{world.logo.id}").text


def test_nothing_that_is_made_of_a_file_goes_out_before_it_either(people, send, ask_at, clamd, session, run_jobs, app):
    """Every route that names a version is asked, whatever it will once send."""
    ask_at(AWAY)
    data = pdf(2)
    address = send("plan.pdf", data)[1]
    paint_waiting()
    blob = session.query(Blob).one()
    assert (blob.pages, blob.scan) == (2, "pending")
    ids = dict(zip(("project_id", "document_id", "version_id"), map(UUID, address.split("/")[2::2]), strict=True))
    rules = [rule for rule in app.url_map.iter_rules() if "version_id" in rule.arguments and "GET" in rule.methods]
    with app.test_request_context():
        ways = [url_for(rule.endpoint, **ids, **dict.fromkeys(rule.arguments - ids.keys(), 1)) for rule in rules]
    assert len(ways) > 5
    for way in ways:
        answer = people["cleo"].get(way)
        assert answer.mimetype in ("text/html", "application/json"), way
        assert data[:200] not in answer.data
    assert people["cleo"].get(address + "/pages/1").status_code == people["cleo"].get(address + "/thumbnail").status_code == 403
    assert people["tess"].get(address + "/thumbnail").mimetype == "image/webp"


def test_harm_is_found_also_inside_an_archive_nobody_fetches_it_and_the_team_is_told(
        people, send, ask_at, clamd, session, run_jobs, tell, world):
    ask_at(clamd)
    addresses = [send(name, data)[1] for name, data in (("eicar.txt", EICAR), ("pack.zip", packed(HARM)))]
    packed_up = session.query(Document).filter_by(title="pack.zip").one()
    choose_level(entry=packed_up, user_id=world.mia.id, level="all")
    run_jobs()
    assert states(session) == ["infected", "infected"]
    assert [reach(people, address) for address in addresses] == [{"cleo": 403, "tess": 403}] * 2
    assert "A virus was found in it" in people["cleo"].get(addresses[0].partition("/versions")[0]).text
    events = session.query(Event).filter_by(verb="file_infected").order_by(Event.id).all()
    assert [(event.lane, event.new, event.reason) for event in events] == [
        ("internal", "pack.zip", "Portico.Test.UNOFFICIAL"), ("internal", "eicar.txt", "Eicar-Test-Signature.UNOFFICIAL")]
    # Who of the team follows a file hears of it, else those on the project do. Cleo and her colleagues do not.
    tell()
    infected = select(Event.new, Notification.user_id, Notification.kind).join(Event, Event.id == Notification.event_id).where(
        Event.verb == "file_infected")
    assert {tuple(row) for row in session.execute(infected)} == {
        ("pack.zip", world.mia.id, "state"), ("eicar.txt", world.tess.id, "state")}
    assert "The virus scanner found something in a file: eicar.txt" in people["tess"].get("/inbox").text
    assert "virus scanner" not in people["cleo"].get("/inbox").text
    again, _ = send("again.txt", EICAR)
    assert again.status_code == 422 and "again.txt" in again.text
    assert session.query(Version).count() == 2


def test_where_nobody_can_say_it_is_asked_again_and_contacts_wait(people, send, ask_at, clamd, session, run_jobs):
    ask_at(AWAY)
    address, large = send("notes.txt", b"words")[1], send("large.bin", bytes(MOST + 1))[1]
    scan_waiting()
    assert sorted(states(session)) == ["pending", "unavailable"]
    scan_waiting()
    assert states(session) == ["unavailable", "unavailable"]
    assert reach(people, address) == {"cleo": 403, "tess": 200}
    ask_at(clamd)
    session.query(Blob).update({"scan_due_at": now() - timedelta(seconds=1)})
    session.commit()
    sweep_scans()
    assert states(session) == ["clean", "unavailable"]
    assert reach(people, address) == {"cleo": 200, "tess": 200}
    assert reach(people, large) == {"cleo": 403, "tess": 200}
    assert session.query(Blob).filter(Blob.scan_due_at < now() + timedelta(hours=23)).count() == 0


def test_a_file_that_is_gone_keeps_no_other_from_the_scanner(people, send, ask_at, clamd, session, house):
    ask_at(clamd)
    for name in ("one", "two", "three"):
        send(f"{name}.txt", name.encode())
    newest = session.query(Blob).order_by(Blob.scan_due_at.desc()).first()
    open_store(house.settings).delete(newest.name)
    session.commit()
    scan_waiting()
    assert states(session) == ["clean", "clean", "unavailable"]
    assert session.query(Blob.scan_words).filter_by(scan="unavailable").scalar() == "its bytes are gone"


def test_what_was_kept_before_a_scanner_was_set_is_asked_of_and_nothing_waits_once_there_is_none(
        people, send, ask_at, clamd, session, house):
    address = send("notes.txt", b"words")[1]
    assert (states(session), reach(people, address)) == (["none"], {"cleo": 200, "tess": 200})
    ask_at(clamd)
    assert reach(people, address) == {"cleo": 403, "tess": 200}
    send("evil.txt", b"It is " + HARM)
    sweep_scans()
    assert states(session) == ["clean", "infected"]
    ask_at(AWAY)
    waiting = send("more.txt", b"more words")[1]
    ask_at(None)
    assert reach(people, waiting) == {"cleo": 200, "tess": 200}
    sweep_scans()
    assert states(session) == ["clean", "infected", "none"]
