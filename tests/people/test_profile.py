"""My profile: name, language, time zone, and pages that follow them."""
import pytest

from tests.world import act, sign_in


def put(client, **fields):
    return client.post("/me", data=act(**{"_method": "PUT", "name": "Cleo", "locale": "", "time_zone": "", **fields}))


def test_name_language_and_zone_are_kept_and_pages_follow(client, session, world):
    sign_in(client, world.cleo)
    assert put(client, name="Cleo Berg", locale="sv", time_zone="Europe/Stockholm").status_code == 303
    session.expire_all()
    assert (world.cleo.name, world.cleo.locale, world.cleo.time_zone) == ("Cleo Berg", "sv", "Europe/Stockholm")
    text = client.get("/me", headers={"Accept-Language": "fr"}).text
    assert '<html lang="sv"' in text and "Cleo Berg" in text


def test_without_a_choice_the_browser_decides_and_then_the_place(client, session, world):
    world.acme.locale = "de"
    sign_in(client, world.cleo)
    assert '<html lang="fr"' in client.get("/me", headers={"Accept-Language": "fr"}).text
    assert '<html lang="de"' in client.get("/me", headers={"Accept-Language": "ja"}).text


@pytest.mark.parametrize("wrong", [{"name": " "}, {"locale": "tlh"}, {"time_zone": "Mars/Base"}, {"name": "x" * 121}])
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, session, world, wrong):
    sign_in(client, world.cleo)
    answer = put(client, **{"name": "Kept Words", **wrong})
    assert answer.status_code == 422 and "field-error" in answer.text
    session.expire_all()
    assert world.cleo.name == "Cleo"


def test_a_value_that_changed_meanwhile_is_shown_not_overwritten(client, session, world):
    world.cleo.name = "Changed Elsewhere"
    sign_in(client, world.cleo)
    answer = put(client, name="My Words", shown_name="Cleo")
    assert answer.status_code == 409 and "Changed Elsewhere" in answer.text and "My Words" in answer.text
    session.expire_all()
    assert world.cleo.name == "Changed Elsewhere"


def test_a_page_stands_in_the_readers_own_room(client, session, world):
    world.acme.brand_color = "#aa3355"
    sign_in(client, world.cleo)
    assert "/brand/aa3355-" in client.get("/me").text
    client.post("/sign-out")
    sign_in(client, world.tess)
    assert f"/brand/{world.nord.brand_color[1:]}-" in client.get("/me").text


def test_a_fresh_fragment_after_a_commit_still_knows_its_reader(client, session, world):
    sign_in(client, world.cleo)
    answer = client.post("/me", data=act(_method="PUT", name="Cleo Berg", locale="de", time_zone=""),
                         follow_redirects=True)
    assert answer.status_code == 200 and "Cleo Berg" in answer.text
