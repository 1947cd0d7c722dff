"""A new message from a shortcut: one chooses among the threads one may write in. What another app shares is shown again."""
from blueprints.support.forms import guard
from portal.inbox.choosing import PAGE, latest_to_write_in, threads_of
from portal.projects.viewer import viewer_of
from tests.talk.speaking import say, start
from tests.world import BOLT, INTERNAL, add_item, sign_in


def titles(user):
    return [entry.title for entry, _at in latest_to_write_in(viewer_of(user))]


def test_the_latest_threads_come_first_and_only_those_one_sees(session, world):
    start(world.tess, world.site, "Kick-off")
    start(world.tess, world.site, f"Margins {INTERNAL}", lane="internal")
    say(world.cleo, world.logo, "Which one?")
    session.flush()
    assert titles(world.cleo) == ["Logo", "Kick-off"]
    assert titles(world.tess)[:2] == ["Logo", f"Margins {INTERNAL}"]
    assert titles(world.olaf) == titles(world.sam) == titles(world.nick) == []


def test_who_only_reads_has_nothing_to_choose(session, world, client):
    say(world.cleo, world.logo, "Which one?")
    session.flush()
    assert titles(world.vera) == []
    assert threads_of(viewer_of(world.vera), world.site.id, number=1) is None
    sign_in(client, world.vera)
    page = client.get("/new-message").text
    assert "Logo" not in page and "Site" not in page and "Nothing to write in yet" in page
    assert client.get(f"/new-message?project={world.site.id}").status_code == 404


def test_a_look_through_somebody_elses_eyes_chooses_nothing(session, world):
    say(world.cleo, world.logo, "Which one?")
    session.flush()
    assert latest_to_write_in(viewer_of(world.cleo).narrowed(read_only=True)) == []


def test_each_thread_leads_to_its_composer(session, world, client):
    talk = start(world.tess, world.site, "Kick-off")
    sign_in(client, world.cleo)
    page = client.get("/new-message").text
    assert f'href="/projects/{world.site.id}/talk/{talk.id}#composer"' in page
    assert f'href="/new-message?project={world.site.id}"' in page


def test_a_project_is_leafed_through_as_its_reader_sees_it(session, world, client):
    for number in range(PAGE + 1):
        say(world.tess, add_item(world.site, f"Part {number:02}", audience="client"), "Here")
    sign_in(client, world.cleo)
    address = f"/new-message?project={world.site.id}"
    first, second = client.get(address).text, client.get(f"{address}&page=2").text
    assert first.count("data-thread") == PAGE and "Part 30" in first and "Part 00" not in first
    assert second.count("data-thread") == 2 and "Part 00" in second and "Logo" in second
    assert INTERNAL not in first + second
    assert client.get(f"/new-message?project={world.shop.id}").status_code == 404
    assert client.get("/new-message?project=nonsense").status_code == 404


def test_what_another_app_shares_is_shown_again_and_goes_nowhere(app, session, world, client):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        shared = client.post("/share", data={"title": "Draft <1>", "text": f"Look {BOLT}", "url": "Draft <1>"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert shared.status_code == 200 and f"Draft &lt;1&gt;\nLook {BOLT}" in shared.text
    assert 'href="/new-message"' in shared.text and "blueprints.inbox.shares.create" in guard._exempt_views


def test_the_chooser_asks_little_however_much_there_is(session, world, client, statements):
    for number in range(12):
        say(world.tess, add_item(world.site, f"Part {number}", audience="client"), "Here")
    sign_in(client, world.cleo)
    client.get("/new-message")
    with statements() as sent:
        client.get("/new-message")
    assert len(sent) <= 8, sent
