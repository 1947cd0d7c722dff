"""What is always at hand follows who reads."""
from tests.world import sign_in


def test_staff_find_their_workspace_and_contacts_do_not(world, client):
    sign_in(client, world.tess)
    assert f'href="/w/{world.nord.id}/people"' in client.get("/me").text
    sign_in(client, world.cleo)
    assert "/w/" not in client.get("/me").text


def test_the_place_one_is_in_is_marked_once(world, client):
    sign_in(client, world.mia)
    page = client.get("/projects/new").text
    assert page.count('aria-current="page"') == 1 and 'href="/projects/new" aria-current="page"' in page
