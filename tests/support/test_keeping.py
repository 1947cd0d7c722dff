"""What a page tells the device it is read on, so that copies are kept for the right person and go in time."""
from tests.world import sign_in


def facts(page) -> str:
    return page.text[page.text.index("<html"):page.text.index("<head")]


def test_a_page_says_whose_device_store_it_belongs_to(client, world):
    sign_in(client, world.cleo)
    html = facts(client.get("/"))
    assert f'data-user="{world.cleo.id}" data-epoch="{world.cleo.access_epoch}"' in html and 'data-copies="on"' in html


def test_a_door_names_nobody_even_to_who_is_in(client, world):
    sign_in(client, world.cleo)
    answer = client.get("/sign-in/operator/" + "x" * 43)
    assert answer.status_code == 410 and "X-Portico-User" not in answer.headers and "data-user" not in facts(answer)
