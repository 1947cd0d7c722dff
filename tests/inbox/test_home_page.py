"""Home opens for everybody, whatever they belong to."""
import pytest

from portal.inbox.visit import Visit
from tests.talk.test_at_once import at_once
from tests.world import act, sign_in

STAFF, CONTACTS, OTHERS = "tess tom mia ada owen", "vera cleo cora lea nick", "olaf rex sam"


@pytest.mark.parametrize("who", f"{STAFF} {CONTACTS} {OTHERS}".split())
def test_home_opens(world, client, who):
    sign_in(client, getattr(world, who))
    answer = client.get("/")
    assert answer.status_code == 200 and answer.text.count("<h1") == 1


def test_two_pages_that_open_at_once_begin_one_visit(app, session, world):
    session.commit()
    answers = at_once(app, world.cleo, "/visit", [act(_method="PUT") for _page in range(6)])
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    assert session.query(Visit).count() == 1
