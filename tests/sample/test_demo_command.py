"""``bin/portico demo``: what it prints, and that its addresses open the door."""
import json
from datetime import timedelta

from portal.base.clock import now
from tests.world import act


def run(app, *words):
    return app.test_cli_runner().invoke(args=["demo", *words])


def test_it_prints_a_way_in_for_everybody_and_the_projects(app, first):
    assert first.exit_code == 0, first.output
    told = json.loads(first.output[first.output.index("{"):])
    assert told["base_url"] == app.config["SETTINGS"].base_url
    assert list(told) == ["base_url", "people", "projects"] and len(told["projects"]) == 3
    assert told["people"]["Cleo Marsh"]["role"] == "contributor"
    for person in told["people"].values():
        assert list(person) == ["email", "role", "sign_in"] and person["sign_in"].startswith(told["base_url"])


def test_its_address_signs_in_by_a_deliberate_post_only_and_for_an_hour(app, client, first, time_machine):
    told = json.loads(first.output[first.output.index("{"):])
    address = told["people"]["Cleo Marsh"]["sign_in"].removeprefix(told["base_url"])
    assert client.get(address).status_code == 200 and client.get("/").status_code == 302
    client.post(address, data=act())
    assert client.get("/me").status_code == 200
    time_machine.move_to(now() + timedelta(minutes=61))
    late = told["people"]["Vera Holt"]["sign_in"].removeprefix(told["base_url"])
    assert (client.get(late).status_code, client.post(late, data=act()).status_code) == (410, 410)


def test_in_words_it_names_everybody(app, first):
    assert "Cleo Marsh (contributor" in run(app).output
