"""Parts of open pages are fetched anew one by one: what each shows, and that it shows no more than the page did."""
import pytest

from tests.world import INTERNAL, add_item, sign_in

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def part(client, item, name):
    return client.get(f"/projects/{item.project_id}/items/{item.id}/{name}", headers=HTMX)


def test_the_head_says_how_the_item_stands_now(client, session, world):
    sign_in(client, world.cleo)
    world.logo.percent = 40
    text = part(client, world.logo, "head").text
    assert 'id="item-head"' in text and "40" in text and f"{world.logo.id}:state" in text


def test_the_card_is_the_one_of_the_overview(client, session, world):
    sign_in(client, world.tess)
    text = part(client, world.logo, "card").text
    assert f'id="card-{world.logo.id}"' in text and "Logo" in text


def test_a_row_looks_as_the_list_around_it_shows_rows(client, session, world):
    sign_in(client, world.tess)
    assert "checkbox" not in part(client, world.logo, "row").text
    assert "checkbox" in part(client, world.logo, "row?select=1").text
    below = add_item(world.site, "Sketch", audience="client", parent_id=world.logo.id)
    assert "depth-1" in part(client, below, "row").text
    flat = part(client, below, "row?flat=1").text
    assert "depth-1" not in flat and "<small>Logo</small>" in flat
    session.commit()
    around = client.get(f"/projects/{world.site.id}/items/{world.logo.id}").text
    shown = around.partition('data-rows="')[2].partition('"')[0]
    assert shown == "under=1" and "depth-" not in part(client, below, f"row?{shown}").text


def test_the_client_never_learns_of_a_hidden_parent_from_a_row(client, session, world):
    sign_in(client, world.cleo)
    below = add_item(world.site, "Sketch", audience="client", parent_id=world.secret.id)
    for address in ("row", "row?flat=1&select=1"):
        text = part(client, below, address).text
        assert "Sketch" in text and INTERNAL not in text and "depth" not in text and "checkbox" not in text


@pytest.mark.parametrize("name", ["head", "card", "row"])
def test_a_visit_without_scripts_leads_to_the_item(client, session, world, name):
    sign_in(client, world.cleo)
    answer = client.get(f"/projects/{world.site.id}/items/{world.logo.id}/{name}")
    assert answer.status_code == 302 and answer.location.endswith(f"/items/{world.logo.id}")
