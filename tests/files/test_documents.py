"""Documents of a project: put there by themselves, listed by what their reader sees, found by name."""
import re
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal.entries.sharing import share
from portal.files.document import Document
from portal.files.version import Version
from portal.history.event import Event
from tests.files.uploads import picture, uploaded
from tests.world import INTERNAL, act

JSON = {"Accept": "application/json"}


@pytest.fixture
def shelf(world):
    return f"/projects/{world.site.id}/documents"


def listed(visitor, shelf, **asked) -> list[str]:
    page = visitor.get(shelf, query_string=asked)
    assert page.status_code == 200
    return re.findall(r'class="file-name" href="[^"]+">([^<]+)<', page.text)


def test_what_the_team_adds_is_its_own_until_it_is_shared_and_what_contacts_add_is_seen_by_all(visit, world, session, shelf):
    tess, cleo = visit(world.tess), visit(world.cleo)
    several = act(upload=[uploaded(tess, world.site, name) for name in (f"{INTERNAL}.png", "Études.png")])
    for _again in range(2):
        assert tess.post(shelf, data=several).headers["Location"] == shelf
    inside = {**act(about=str(world.logo.id)), "files": [(BytesIO(picture()), "photo.png")]}
    answer = cleo.post(shelf, data=inside, content_type="multipart/form-data")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/projects/{world.site.id}/entries/{world.logo.id}/files")
    assert listed(tess, shelf) == ["photo.png", "Études.png", f"{INTERNAL}.png"]
    assert listed(cleo, shelf) == ["photo.png"]
    assert "photo.png" in cleo.get(f"/projects/{world.site.id}/items/{world.logo.id}").text
    told = session.execute(select(Event.verb, Event.lane).where(Event.verb.like("document%")).order_by(Event.id)).all()
    assert told == [("document_uploaded", "internal")] * 2 + [("document_uploaded", "shared")]
    études = session.scalars(select(Document).where(Document.title == "Études.png")).one()
    assert (études.about_id, études.audience, études.created_by_id) == (None, "internal", world.tess.id)
    share(entry=études, by=world.mia)
    assert listed(cleo, shelf) == ["Études.png", "photo.png"]
    for asked in ("etudes", "ÉTU", "des.p"):
        assert listed(cleo, shelf, q=asked) == listed(tess, shelf, q=asked) == ["Études.png"]
    assert listed(cleo, shelf, q="internal") == listed(cleo, shelf, q="%") == listed(cleo, shelf, q="photo_png") == []
    assert listed(tess, shelf, q="internal") == [f"{INTERNAL}.png"]


def test_what_is_not_taken_is_said_and_kept(visit, world, session, shelf):
    cleo = visit(world.cleo)
    assert cleo.post(shelf, data=act(), headers=JSON).json["reason"] == "file_none"
    both = {**act(), "files": [(BytesIO(picture()), "good.png"), (BytesIO(b"<html>"), "bad.pdf")]}
    refused = cleo.post(shelf, data=both, content_type="multipart/form-data")
    assert (refused.status_code, "bad.pdf" in refused.text) == (422, True)
    mine = re.search(r'name="upload" value="([^"]+)"', refused.text)[1]
    many = cleo.post(shelf, data=act(upload=[str(uuid4())] * 51), headers=JSON)
    assert (many.json["reason"], "50" in many.json["sentence"]) == ("file_too_many_here", True)
    for about in (world.secret.id, world.cart.id, uuid4(), "no"):
        assert cleo.post(shelf, data=act(upload=mine, about=str(about))).status_code == 404
    assert session.query(Document).count() == 0
    assert cleo.post(shelf, data=act(upload=mine)).status_code == 303
    assert session.scalars(select(Version.lane)).all() == ["shared"]


def test_chosen_files_are_shared_together_and_their_list_is_where_one_was(visit, world, session, shelf):
    tess, mia = visit(world.tess), visit(world.mia)
    tess.post(shelf, data=act(upload=[uploaded(tess, world.site, name) for name in ("a.png", "b.png", "c.png")]))
    assert "is-choosing" not in tess.get(shelf).text
    chosen = re.findall(r'name="entry" value="([^"]+)"', mia.get(shelf).text)[1:]
    done = mia.put(f"/projects/{world.site.id}/sharing", data=act(entry=chosen, audience="client"))
    assert done.headers["Location"] == shelf
    assert listed(visit(world.cleo), shelf) == ["b.png", "a.png"]


def test_the_list_comes_in_pages_and_costs_no_more_for_more(visit, world, session, shelf, statements):
    cleo, cora, tess = visit(world.cleo), visit(world.cora), visit(world.tess)

    def asked(visitor) -> int:
        with statements() as sent:
            assert visitor.get(shelf).status_code == 200
        return len([each for each in sent if not each.startswith(("COMMIT", "ROLLBACK"))])
    cleo.post(shelf, data=act(upload=uploaded(cleo, world.site, "0.txt", b"0"), about=str(world.logo.id)))
    before = asked(cleo), asked(tess)
    cora.post(shelf, data=act(upload=[uploaded(cora, world.site, f"{at}.txt", str(at).encode()) for at in range(1, 33)]))
    assert (asked(cleo), asked(tess)) == before and max(before) <= 12
    page = cleo.get(shelf).text
    more = re.search(r'href="([^"]+before=[^"]+)"', page)[1].replace("&amp;", "&")
    rest = cleo.get(more, headers={"HX-Request": "true"}).text
    names = re.findall(r'class="file-name" href="[^"]+">([^<]+)<', page + rest)
    assert len(names) == len(set(names)) == 33 and "<html" not in rest
