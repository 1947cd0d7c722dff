"""A page wears the brand of the room, and speaks as its reader does."""
import pytest

from portal.branding.brand import PORTICO, brand_of
from tests.world import sign_in


def test_a_client_with_a_brand_of_its_own_sees_it(world):
    world.acme.brand_color = "#ff6600"
    assert brand_of(world.nord, world.acme).colour == "#ff6600"


def test_a_client_without_one_sees_its_providers(world):
    assert brand_of(world.nord, world.acme).colour == world.nord.brand_color
    assert PORTICO.name == "Portico"


@pytest.mark.parametrize("who, colour", [("cleo", "ff6600"), ("tess", "0b5d3b"), ("sam", "34508f")])
def test_everybody_stands_in_their_own_room(world, client, who, colour):
    world.nord.brand_color, world.acme.brand_color = "#0b5d3b", "#ff6600"
    sign_in(client, getattr(world, who))
    assert f"/brand/{colour}-" in client.get("/me").text


def test_the_profile_decides_the_language(world, client):
    world.cleo.locale = "de"
    sign_in(client, world.cleo)
    assert '<html lang="de"' in client.get("/me", headers={"Accept-Language": "fr"}).text


def test_a_stranger_reads_what_the_browser_asks_for(client):
    assert '<html lang="sv"' in client.get("/nowhere", headers={"Accept-Language": "sv-SE, en;q=0.5"}).text


def test_a_new_project_is_at_hand_for_who_may_begin_one(world, client):
    sign_in(client, world.mia)
    assert 'href="/projects/new"' in client.get("/me").text
    sign_in(client, world.cleo)
    assert 'href="/projects/new"' not in client.get("/me").text
