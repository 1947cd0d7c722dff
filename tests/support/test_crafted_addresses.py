"""Numbers, cursors and words in an address that no page of ours would make: an answer, never a failure."""

import pytest

from tests.world import act, sign_in

CRAFTED = ("²", "9" * 30, "9" * 4500, "-1", "0", "1e3", "a\x00b", "\x00", "0001-01-01", "9999-12-31", "\u202e", "%ff", "x" * 3000)


def lists(world) -> list[str]:
    site, nord = f"/projects/{world.site.id}", f"/w/{world.nord.id}"
    item = f"{site}/items/{world.logo.id}"
    return [
        "/?page=",
        "/projects?q=",
        "/projects?after=",
        f"{site}?after=",
        f"{site}?from=0001-01-01&to=",
        f"{site}?show=",
        f"{item}?around=",
        f"{item}/changes?before=",
        f"{item}/edit?x=",
        f"{site}/items/new?parent=",
        f"{site}/updates?before=",
        f"{site}/talk?before=",
        f"{site}/people/new?q=",
        f"{site}/people/new?page=",
        f"{site}/invitations?page=",
        f"{site}/invitations/new?entry=",
        f"{site}/looks/new?entry=",
        f"{nord}/people?page=",
        f"{nord}/clients?page=",
        f"{nord}/clients?q=",
        f"{nord}/invitations?page=",
        f"{nord}/invitations?link=",
        "/sign-in?next=",
        f"{site}/decisions/new?looking=1&find=",
        f"{site}/documents?q=",
    ]


def test_no_crafted_number_or_word_breaks_a_list(client, world):
    sign_in(client, world.owen)
    for address in lists(world):
        path, _, name = address.rpartition("&") if "&" in address else address.rpartition("?")
        given = dict([part.split("=") for part in path.partition("?")[2].split("&") if part])
        for value in CRAFTED:
            answer = client.get(path.partition("?")[0], query_string={**given, name.rstrip("="): value})
            assert answer.status_code < 500, (address, value)


@pytest.mark.parametrize("name", ["endpoint", "_method", "_scheme", "_external", "_anchor", "workspace_id", "page"])
def test_nothing_in_an_address_decides_where_the_next_window_is(client, world, name):
    sign_in(client, world.owen)
    page = client.get(f"/w/{world.nord.id}/people", query_string={"page": 2, name: "javascript"})
    assert page.status_code == 200
    assert f'href="/w/{world.nord.id}/people?' in page.text or name == "page"


@pytest.mark.parametrize("words", ["a\x00b", "\x00", "\U0001f600", "\u202eabc", "\ufffe\uffff", "x" * 200_000])
def test_no_crafted_word_breaks_a_form(client, world, words):
    sign_in(client, world.owen)
    site = f"/projects/{world.site.id}"
    item = f"{site}/items/{world.logo.id}"
    stage = f"{site}/stages/{world.logo.stage_id}"
    for address, fields in (
        (f"{item[: item.rindex('/items')]}/entries/{world.logo.id}/messages", {"lane": "shared", "body": words}),
        (stage, {"_method": "PUT", "name": words}),
        (f"{site}/stages", {"name": words, "kind": "doing"}),
        (f"{site}/items", {"title": words, "level": "task"}),
        (f"{item}/obstacle", {"reason": words}),
        (f"{item}/promises", {"day": "2026-07-01", "reason": words}),
        (f"{site}/updates", {"health": "on_track", "reason": words, "text": words}),
        (f"{site}/talk", {"subject": words, "body": words, "lane": "shared"}),
        (f"{site}/invitations", {"addresses": words, "role": "viewer", "line": words}),
        ("/me", {"_method": "PUT", "name": words, "locale": "en", "time_zone": words}),
        ("/me/welcome", {"_method": "PUT", "name": words, "back": words}),
        (f"/w/{world.nord.id}/clients", {"name": words}),
        (f"/w/{world.nord.id}/settings", {"_method": "PUT", "name": words, "colour": words, "time_zone": words}),
    ):
        assert client.post(address, data=act(**fields)).status_code < 500, address


@pytest.mark.parametrize(
    "number", ["NaN", "sNaN", "-Infinity", "1e999999", "9" * 400, "1000000000000", "²", "0x10", "--1", "-10000.5"]
)
def test_what_is_no_number_of_this_world_is_refused_at_its_field(client, world, number):
    sign_in(client, world.owen)
    site, facts = f"/projects/{world.site.id}", {"name": "Site", "summary": "", "status": "active"}
    item = f"{site}/items/{world.logo.id}"
    for address, fields in (
        (f"{site}/budget", {"amount": number, "unit": "money", "currency": "EUR"}),
        (f"{site}/spendings", {"kind": "time", "hours": number, "day": "2026-05-04"}),
        (f"{site}/spendings", {"kind": "cost", "amount": number, "day": "2026-05-04"}),
        ("/projects", {**facts, "client": world.acme.id, "budget": number}),
        (
            item,
            {
                "_method": "PUT",
                "title": "Logo",
                "level": "task",
                "stage": world.logo.stage_id,
                "percent": 0,
                "estimate_hours": number,
            },
        ),
        (f"{item}/percent", {"_method": "PUT", "percent": number}),
        (f"{item}/dependencies", {"waits_for": world.secret.id, "kind": "FS", "lag_days": number}),
    ):
        assert client.post(address, data=act(**fields)).status_code == 422, address


@pytest.mark.parametrize("day", ["1950-01-01", "2150-12-31"])
def test_the_first_and_the_last_day_there_is_can_be_shown(client, world, day):
    sign_in(client, world.owen)
    site = f"/projects/{world.site.id}"
    item = f"{site}/items/{world.logo.id}"
    facts = {"title": "Logo", "level": "task", "stage": world.logo.stage_id, "percent": 0, "start": day, "due": day}
    for address, fields in (
        (item, {"_method": "PUT", **facts}),
        (f"{item}/promises", {"day": day, "reason": "So it is"}),
        (site, {"_method": "PUT", "name": "Site", "status": "active", "start": day, "promised_end": day}),
    ):
        assert client.post(address, data=act(**fields)).status_code == 303, address
    for user in (world.owen, world.cleo):
        sign_in(client, user)
        for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
            user.time_zone = zone
            for page in ("/", "/projects", site, f"{site}?show=late", item, f"{item}/changes", f"{item}/promises"):
                assert client.get(page).status_code == 200, page
