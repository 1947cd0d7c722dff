"""What files cost a page: nothing where there are none, one statement more in the thread and one in the list where there are."""
import pytest
from flask import current_app

from portal.channels.files import open_store
from portal.files.adding import add_documents
from tests.files.uploads import whole, with_file
from tests.talk.speaking import found, say, standing
from tests.world import sign_in


@pytest.fixture
def asked(client, world, statements):
    """How many statements the page of an item needs."""
    sign_in(client, world.cleo)

    def asked():
        address = f"/projects/{world.site.id}/items/{world.logo.id}"
        client.get(address)
        with statements() as sent:
            assert client.get(address).status_code == 200
        return [each for each in sent if not each.startswith(("COMMIT", "ROLLBACK"))]
    return asked


def send(user, entry, name):
    by = standing(user, entry)
    with_file(name, found(by.viewer, entry), by, "shared", name.encode())


def test_without_files_nothing_is_asked_and_with_many_no_more_than_with_one(world, asked):
    say(world.cleo, world.logo)
    none = asked()
    assert not [each for each in none if "versions" in each]
    send(world.cleo, world.logo, "one.txt")
    one = asked()
    assert len(one) == len(none) + 2
    for number in range(15):
        send((world.cora, world.tess, world.abe)[number % 3], world.logo, f"{number}.txt")
    many = asked()
    assert len(many) == len(one) <= 12


def test_many_files_on_one_item_ask_no_more_of_what_it_is_about_than_one(world, session, statements):
    by, about = standing(world.tess, world.logo), found(standing(world.tess, world.logo).viewer, world.logo)

    def asked(count: int) -> int:
        uploads = [whole(f"{count} {at}.txt", by, f"{count} {at}".encode()) for at in range(count)]
        with statements() as sent:
            documents = add_documents(project=by.project, about=about, by=by, uploads=uploads,
                                      store=open_store(current_app.config["SETTINGS"]))
        assert {document.about_id for document in documents} == {about.id}
        return len([each for each in sent if "about_links" in each])
    assert asked(6) == asked(1)
