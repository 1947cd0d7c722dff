"""A brand has an address of its own, kept for ever."""
import pytest

from blueprints.support.page import Brand


def test_a_brand_is_a_stylesheet_kept_for_ever(client):
    answer = client.get(Brand(colour="#ff6600").stylesheet_url)
    assert answer.mimetype == "text/css" and "--brand:#ff6600" in answer.text
    assert "immutable" in answer.headers["Cache-Control"]


def test_an_older_address_still_shows_the_brand_but_is_not_kept(client):
    answer = client.get("/brand/ff6600-00000000.css")
    assert answer.status_code == 200 and "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/brand/red-12345678.css", "/brand/zzzzzz-12345678.css", "/brand/FF6600-12345678.css"])
def test_what_is_no_colour_is_not_there(client, path):
    assert client.get(path).status_code == 404
