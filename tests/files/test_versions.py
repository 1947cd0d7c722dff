"""Versions of a document: the newest is the newest that its reader sees, and who has seen which is told by side."""
import os
import re

import pytest
from sqlalchemy import func, select

from portal.base.clock import now
from portal.decisions.current import newest_versions
from portal.entries.sharing import share, unshare
from portal.files import seeing
from portal.files.document import Document
from portal.files.pin import Pin
from portal.files.reading import versions_of
from portal.files.version import Version
from portal.history.event import Event
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from tests.files.pdfs import pdf
from tests.files.pinning import pin_on, show_pages
from tests.files.uploads import uploaded
from tests.talk.speaking import standing
from tests.world import INTERNAL, act


@pytest.fixture
def offer(visit, world, session):
    """A document that Cleo posted on Logo with a message, and its page."""
    cleo = visit(world.cleo)
    cleo.post(f"/projects/{world.site.id}/entries/{world.logo.id}/messages",
              data=act(body="Our wish", lane="shared", upload=uploaded(cleo, world.site, "Offer.txt", b"one")))
    document = session.scalars(select(Document)).one()
    return f"/projects/{world.site.id}/documents/{document.id}"


def add(visitor, world, page, name, data, note=""):
    return visitor.post(f"{page}/versions", data=act(upload=uploaded(visitor, world.site, name, data), note=note))


def numbers(visitor, page) -> list[str]:
    return re.findall(r"<b>(Version \d+)</b>", visitor.get(page).text)


def ids(session) -> list:
    return session.scalars(select(Version.id).order_by(Version.number)).all()


def test_a_new_version_of_the_team_is_its_own_until_it_is_shared(visit, world, session, offer):
    tess, cleo, mia = visit(world.tess), visit(world.cleo), visit(world.mia)
    item = f"/projects/{world.site.id}/items/{world.logo.id}"
    add(tess, world, offer, f"{INTERNAL}.txt", b"two", f"Cheaper {INTERNAL}")
    assert add(tess, world, offer, "Offer 3.txt", b"three", "With your colours").headers["Location"] == offer
    assert numbers(tess, offer) == ["Version 3", "Version 2", "Version 1"]
    page = cleo.get(offer).text
    assert "Version 2" not in page and "With your colours" not in page and INTERNAL not in page + cleo.get(item).text
    assert ("newer version" in tess.get(item).text, "newer version" in cleo.get(item).text) == (True, False)
    first, second, third = ids(session)
    document = session.scalars(select(Document)).one()
    assert cleo.put(f"{offer}/versions/{third}/sighting", data=act()).status_code == 404
    assert [newest_versions([document.id], shared=shared)[document.id].number for shared in (False, True)] == [3, 1]
    assert "For them it is version 2" in mia.get(f"{offer}/versions/{third}/sharing").text
    shown = {"shown_audience": "client", "shown_readers": ""}
    assert mia.put(f"{offer}/versions/{third}/sharing", data=act(**shown)).status_code == 303
    assert numbers(cleo, offer) == ["Version 2", "Version 1"]
    page = cleo.get(offer).text
    # Whom they do not know is told as the provider; the team knows its own.
    assert "With your colours" in page and INTERNAL not in page and "Tess" not in page and "Studio Nord · " in page
    assert "Tess · " in tess.get(offer).text and "newer version" in cleo.get(item).text
    assert (cleo.get(f"{offer}/versions/{third}").data, cleo.get(f"{offer}/versions/{first}").data) == (b"three", b"one")
    assert cleo.get(f"{offer}/versions/{second}").status_code == 404
    assert newest_versions([document.id], shared=True)[document.id].id == third
    told = session.execute(select(Event.verb, Event.lane, Event.reason)
                           .where(Event.verb.in_(("version_added", "version_shared"))).order_by(Event.id)).all()
    assert told == [("version_added", "internal", f"Cheaper {INTERNAL}"), ("version_added", "internal", "With your colours"),
                    ("version_shared", "shared", "With your colours")]


def test_nothing_made_of_a_version_of_the_team_reaches_a_contact(visit, world, session, offer):
    tess, cleo = visit(world.tess), visit(world.cleo)
    add(tess, world, offer, f"{INTERNAL}.pdf", pdf(2))
    first, hidden = ids(session)
    for version in (first, hidden):
        show_pages(session.get(Version, version))
    session.commit()
    for way in ("", "/thumbnail", "/screen", "/pages/1", "/pages/2"):
        address = f"{offer}/versions/{hidden}{way}"
        told = tess.get(address)
        assert (told.status_code, cleo.get(f"{offer}/versions/{first}{way}").status_code) == (200, 200), way
        for asked in ({}, {"Range": "bytes=0-1"}, {"If-None-Match": told.headers["ETag"]}):
            assert cleo.get(address, headers=asked).status_code == 404, (way, asked)
    for way in ("/card", "/pages?first=2", "/pages?show=all", "/pages?show=pages"):
        address, fragment = f"{offer}/versions/{hidden}{way}", {"HX-Request": "true"}
        statuses = [reader.get(address, headers=fragment).status_code for reader in (tess, cleo)]
        assert statuses == [200, 404], way
    for asked in (f"{offer}?version={hidden}", f"{offer}/compare?a={first}&b={hidden}"):
        assert str(hidden) in tess.get(asked).text
        assert str(hidden) not in cleo.get(asked).text.replace(f"b={hidden}", ""), asked


def test_what_contacts_add_is_newest_for_both_and_hidden_and_shared_again_they_see_what_they_saw(visit, world, session, offer):
    tess, cleo = visit(world.tess), visit(world.cleo)
    add(tess, world, offer, "inner.txt", b"two")
    add(cleo, world, offer, "ours.txt", b"three", "Corrected")
    assert (numbers(tess, offer)[0], numbers(cleo, offer)[0]) == ("Version 3", "Version 2")
    document = session.scalars(select(Document)).one()
    unshare(entry=document, by=world.mia)
    session.commit()
    assert cleo.get(offer).status_code == 404
    add(tess, world, offer, "last.txt", b"four")
    share(entry=document, by=world.mia)
    session.commit()
    assert numbers(cleo, offer) == ["Version 2", "Version 1"]
    assert visit(world.olaf).post(f"{offer}/versions", data=act()).status_code == 404
    one = tess.post(f"{offer}/versions", data=act(upload=[uploaded(tess, world.site, name) for name in ("a.png", "b.png")]))
    assert (one.status_code, "one file" in one.text) == (422, True)


def test_an_older_version_of_what_is_the_teams_own_is_shared_with_its_document_and_alone(visit, world, session):
    tess, mia = visit(world.tess), visit(world.mia)
    shelf = f"/projects/{world.site.id}/documents"
    tess.post(shelf, data=act(upload=uploaded(tess, world.site, "Plan.txt", b"one")))
    page = f"{shelf}/{session.scalars(select(Document.id)).one()}"
    add(tess, world, page, f"{INTERNAL}.txt", b"two")
    first, _second = ids(session)
    sharing = f"{page}/versions/{first}/sharing"
    assert tess.get(sharing).status_code == 403
    assert mia.put(sharing, data=act(audience="named", shown_audience="internal", shown_readers="")).status_code == 422
    assert mia.put(sharing, data=act(audience="client", shown_audience="client", shown_readers="")).status_code == 409
    named = act(audience="named", reader=str(world.seat(world.cleo).id), shown_audience="internal", shown_readers="")
    assert mia.put(sharing, data=named).status_code == 303
    assert session.scalars(select(Version.lane).order_by(Version.number)).all() == ["shared", "internal"]
    cleo = visit(world.cleo)
    assert numbers(cleo, page) == ["Version 1"] and INTERNAL not in cleo.get(page).text
    assert visit(world.cora).get(page).status_code == 404


def test_of_a_name_that_stayed_with_the_team_contacts_never_read(visit, world, session):
    tess, mia, cleo = (visit(user) for user in (world.tess, world.mia, world.cleo))
    shelf = f"/projects/{world.site.id}/documents"
    tess.post(shelf, data=act(upload=uploaded(tess, world.site, f"{INTERNAL}.txt", b"one")))
    document = session.scalars(select(Document)).one()
    page = f"{shelf}/{document.id}"
    add(tess, world, page, "Offer.txt", b"two")
    add(tess, world, page, "Offer, cheaper.txt", b"three")
    for version in ids(session)[1:]:
        show_pages(session.get(Version, version))
        pin_on(session.get(Version, version), standing(world.tess, document), "For us", lane="internal")
    session.commit()
    for version in ids(session)[1:]:
        choice = act(audience="client", shown_audience=document.audience, shown_readers="")
        assert mia.put(f"{page}/versions/{version}/sharing", data=choice).status_code == 303
        session.expire_all()
    for pin in session.scalars(select(Pin)):
        share(entry=pin, by=world.mia)
    session.commit()
    read = cleo.get(page).text + cleo.get(f"{shelf}?q=offer").text
    assert "Offer.txt" in read and INTERNAL not in read
    found = cleo.get(f"{shelf}?q={INTERNAL}", headers={"HX-Request": "true"}).text
    assert INTERNAL not in found.replace(f'value="{INTERNAL}"', "")
    assert {pin.title for pin in session.scalars(select(Pin))} == {"Offer.txt"}


def test_beside_two_versions_stands_nobody_whom_the_reader_may_not_know(visit, world, session, offer):
    tess, mia, cleo = (visit(user) for user in (world.tess, world.mia, world.cleo))
    add(tess, world, offer, "Offer 2.txt", b"two")
    choice = act(audience="client", shown_audience="client", shown_readers="")
    assert mia.put(f"{offer}/versions/{ids(session)[1]}/sharing", data=choice).status_code == 303
    theirs, ours = cleo.get(f"{offer}/compare").text, tess.get(f"{offer}/compare").text
    assert "Tess" in ours and "Tess" not in theirs and "Studio Nord" in theirs


def test_who_has_seen_and_saved_a_version_is_noted_once_and_told_by_side(visit, world, session, offer):
    tess, cora, abe, mia = (visit(user) for user in (world.tess, world.cora, world.abe, world.mia))
    version, = ids(session)
    sighting = f"{offer}/versions/{version}/sighting"
    assert f'action="{sighting}"' in cora.get(offer).text
    for visitor in (cora, cora, mia):
        assert visitor.put(sighting, data=act()).status_code == 303
    for visitor in (tess, tess, abe):
        assert visitor.get(f"{offer}/versions/{version}").data == b"one"
    assert abe.head(f"{offer}/versions/{version}").status_code == 200
    assert f'action="{sighting}"' not in cora.get(offer).text + visit(world.cleo).get(offer).text
    told = session.execute(select(Event.actor_id, Event.verb, Event.lane).where(Event.verb.in_(("version_seen", "version_saved")))
                           .order_by(Event.id)).all()
    assert told == [(world.cora.id, "version_seen", "shared"), (world.mia.id, "version_seen", "internal"),
                    (world.tess.id, "version_saved", "internal"), (world.abe.id, "version_saved", "shared")]
    seen = {who: re.search(r"<span>(Seen by [^<]+)</span>", visit(getattr(world, who)).get(offer).text)[1]
            for who in ("ada", "cleo", "abe")}
    assert seen == {"ada": "Seen by Cora, Mia, Tess and 1 more", "cleo": "Seen by Cora, Abe", "abe": "Seen by Cora"}
    assert cora.put(sighting.replace("/sighting", "x/sighting"), data=act()).status_code == 404
    home = visit(world.cleo).get("/").text
    assert "looked at it" not in home and "saved it" not in home


def test_saved_is_who_got_the_bytes_to_their_end(visit, world, session, offer, monkeypatch):
    cora, (version,) = visit(world.cora), ids(session)
    address = f"{offer}/versions/{version}"
    tag = visit(world.cleo).get(address).headers["ETag"]

    def saved() -> int:
        return session.scalar(select(func.count()).select_from(Event).where(Event.verb == "version_saved"))
    for headers, status in (({"If-None-Match": tag}, 304), ({"Range": "bytes=0-0"}, 206), ({"Range": "bytes=9-"}, 416)):
        assert (cora.get(address, headers=headers).status_code, saved()) == (status, 0)
    with monkeypatch.context() as gone:
        gone.setattr("portal.channels.files.Folder.open", lambda *_: os.stat("/nowhere/at/all"))
        assert (cora.get(address).status_code, saved()) == (404, 0)
    assert (cora.get(address, headers={"Range": "bytes=1-"}).data, saved()) == (b"ne", 1)
    assert (visit(world.abe).get(address).data, saved()) == (b"one", 2)


def test_of_many_who_saw_older_versions_none_hides_who_saw_the_newest(visit, world, session, offer, monkeypatch):
    monkeypatch.setattr(seeing, "MOST", 2)
    add(visit(world.cleo), world, offer, "Offer.txt", b"two")
    document = session.scalars(select(Document)).one()
    old, new = session.scalars(select(Version).order_by(Version.number)).all()
    for version, user in ((old, world.cora), (old, world.abe), (old, world.mia), (old, world.tess), (new, world.abe)):
        assert seeing.note_seen(version, document, standing(user, document))
    session.commit()
    told = seeing.seen_by(standing(world.tess, document), [old.id, new.id])
    assert {key: [each.person.id for each in seen] for key, seen in told.items()} == {
        old.id: [world.cora.id, world.tess.id], new.id: [world.abe.id]}


def test_what_a_colleague_brought_stays_theirs_after_they_left(world, session, offer):
    document = session.scalars(select(Document)).one()

    def by():
        return versions_of(standing(world.cora, world.logo), document)[0].by

    seat = session.query(Membership).filter_by(user_id=world.cleo.id, client_id=world.site.client_id).one()
    session.query(ProjectMember).filter_by(membership_id=seat.id).delete()
    assert by() == "Cleo"
    seat.removed_at = now()
    assert by() == "Cleo"


def test_the_page_of_a_document_costs_no_more_for_more_versions_and_readers(visit, world, session, offer, statements):
    cleo, tess = visit(world.cleo), visit(world.tess)

    def asked(visitor) -> int:
        visitor.get(offer)
        with statements() as sent:
            assert visitor.get(offer).status_code == 200
        return len([each for each in sent if not each.startswith(("COMMIT", "ROLLBACK"))])
    before = asked(cleo), asked(tess)
    for at in range(22):
        add((cleo, visit(world.cora))[at % 2], world, offer, f"{at}.txt", str(at).encode())
    for version in ids(session)[-3:]:
        visit(world.abe).put(f"{offer}/versions/{version}/sighting", data=act())
    assert (asked(cleo), asked(tess)) == before and max(before) <= 12
    more = re.search(r'href="([^"]+before=[^"]+)"', cleo.get(offer).text)[1]
    assert re.findall(r"<b>(Version \d+)</b>", cleo.get(more, headers={"HX-Request": "true"}).text) == \
        ["Version 3", "Version 2", "Version 1"]
