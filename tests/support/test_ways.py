"""What is always at hand follows who reads."""
import re

from portal.base.database import db
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


def test_the_remembered_frame_shows_each_reader_their_own_face_and_language(world, client):
    sign_in(client, world.cleo)
    first = client.get("/me").text
    world.olaf.locale = "de"
    db.session.commit()
    sign_in(client, world.olaf)
    second = client.get("/me").text
    assert f'title="{world.cleo.called}"' in first and f'title="{world.olaf.called}"' not in first
    assert f'title="{world.olaf.called}"' in second and world.cleo.called not in second
    assert "Single keys work" in first and "Single keys work" not in second


def test_five_places_are_within_the_thumbs_reach_and_who_only_reads_begins_nothing(world, client):
    for user, begins in ((world.cleo, "/new-message"), (world.mia, "/projects/new"), (world.vera, None)):
        sign_in(client, user)
        bar = client.get("/me").text.partition('<nav class="ways"')[2].partition("</nav>")[0]
        places = re.findall(r'class="way is-\w+" href="([^"]+)"', bar)
        assert [place for place in places if not place.startswith("/w/")] == [
            "/", "/projects", *([begins] if begins else []), "/inbox", "/me"], user.name
