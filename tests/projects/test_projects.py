"""Making, changing, archiving and listing projects."""
import re

import pytest

from portal.people.client import Client
from portal.projects.project import Project
from tests.world import BOLT, REX, act, sign_in


def facts(world, **changed):
    return act(client=str(world.acme.id), name="Stand at the fair", status="active", summary="Twelve square metres",
               preview_invitations="", **changed)


def test_a_manager_makes_a_project_once_and_is_on_it(client, session, world):
    sign_in(client, world.mia)
    form = facts(world)
    first, again = (client.post("/projects", data=form) for _ in range(2))
    assert first.status_code == 303 and first.location == again.location
    assert session.query(Project).filter_by(name="Stand at the fair").count() == 1
    assert "Twelve square metres" in client.get(first.location).text


def test_a_client_of_another_workspace_is_no_choice(client, session, world):
    sign_in(client, world.mia)
    answer = client.post("/projects", data={**facts(world), "client": str(world.rexclient.id)})
    assert answer.status_code == 422 and REX not in answer.text


@pytest.mark.parametrize(("field", "value", "sentence"), [
    ("name", " ", "Please fill this in."), ("promised_end", "2026-01-01", "The end lies before the start."),
    ("budget", "-1", "at least 0"), ("start", "soon", "Not a valid date")])
def test_wrong_input_is_said_at_its_field_and_keeps_what_was_typed(client, world, field, value, sentence):
    sign_in(client, world.mia)
    answer = client.post("/projects", data={**facts(world, start="2026-02-01"), field: value})
    assert answer.status_code == 422 and sentence in answer.text and "Twelve square metres" in answer.text


def test_each_reader_finds_their_own_projects_only(client, world):
    for user, seen, unseen in ((world.cleo, "Site", BOLT), (world.olaf, BOLT, "Site"), (world.rex, REX, "Site"),
                               (world.mia, BOLT, REX), (world.tess, "Site", BOLT)):
        sign_in(client, user)
        text = client.get("/projects").text
        assert seen in text and unseen not in text.replace(user.name, ""), user.name
    sign_in(client, world.nick)
    assert "No projects yet" in client.get("/projects").text


def test_looking_for_another_clients_project_finds_nothing_and_tells_nothing(client, world):
    sign_in(client, world.cleo)
    text = client.get("/projects?q=Shop").text
    assert "Nothing found" in text and BOLT not in text


def test_the_list_is_windowed_and_goes_on_where_it_ended(client, session, world):
    session.add_all([Project(workspace_id=world.nord.id, client_id=world.acme.id, name=f"Q{number:03}") for number in range(45)])
    sign_in(client, world.mia)
    first = client.get("/projects").text
    assert "Q000" in first and "Q040" not in first and "Older" in first
    last = session.query(Project).filter_by(name="Q029").one()
    assert "Q030" in client.get(f"/projects?after={last.id}").text


def test_the_list_costs_the_same_however_long(client, session, world, statements):
    sign_in(client, world.mia)
    session.commit()

    def cost():
        with statements() as sent:
            client.get("/projects")
        return len(sent)
    few = cost()
    session.add_all([Project(workspace_id=world.nord.id, client_id=world.bolt.id, name=f"Q{n}") for n in range(25)])
    session.commit()
    assert cost() == few <= 12


def test_money_is_for_staff_and_for_sponsors_once_shared(client, session, world):
    world.site.budget = 4711
    address = f"/projects/{world.site.id}"
    for user, shared, seen in ((world.tess, False, True), (world.cora, False, False), (world.cora, True, True),
                               (world.abe, True, False)):
        world.site.budget_shared = shared
        sign_in(client, user)
        assert ("4,711" in client.get(address).text) is seen, (user.name, shared)


def test_an_archived_project_can_be_read_and_not_changed_and_comes_back(client, session, world):
    sign_in(client, world.mia)
    address = f"/projects/{world.site.id}"
    client.post(f"{address}/archive", data=act())
    visitor = client.application.test_client()
    sign_in(visitor, world.cleo)
    assert visitor.get(address).status_code == 200
    assert visitor.post(f"{address}/entries/{world.logo.id}/messages",
                        data=act(body="Hello", lane="shared")).status_code == 403
    assert "Site" not in client.get("/projects").text and "Site" in client.get("/projects?archived=1").text
    client.post(f"{address}/archive", data=act(_method="DELETE"))
    assert visitor.post(f"{address}/entries/{world.logo.id}/messages",
                        data=act(body="Hello", lane="shared")).status_code == 303


def test_a_name_changed_meanwhile_is_shown_and_not_overwritten(client, session, world):
    sign_in(client, world.mia)
    world.site.name = "Site 2"
    answer = client.post(f"/projects/{world.site.id}", data={
        **facts(world), "_method": "PUT", "shown_name": "Site", "name": "My site"})
    assert answer.status_code == 409 and "Site 2" in answer.text and "My site" in answer.text
    session.expire_all()
    assert session.get(Project, world.site.id).name == "Site 2"


def test_of_many_clients_some_are_offered_and_any_is_found(client, session, world):
    many = [Client(workspace_id=world.nord.id, name=f"Many {number:03d}") for number in range(60)]
    session.add_all([*many, Client(workspace_id=world.rexco.id, name="Many 999")])
    sign_in(client, world.mia)
    page = client.get("/projects/new").text
    assert page.count("<option") < 45 and 'name="q"' in page and "Many 059" not in page
    found = client.get("/projects/new?q=many+05").text
    assert "Many 059" in found and "Acme" not in found and "Many 999" not in client.get("/projects/new?q=999").text
    chosen = re.search(r"<option[^>]*\bselected\b[^>]*>", client.get(f"/projects/new?client={many[59].id}").text)[0]
    assert str(many[59].id) in chosen
    answer = client.post("/projects", data={**facts(world), "client": str(many[59].id)})
    assert answer.status_code == 303 and session.query(Project).filter_by(client_id=many[59].id).count() == 1
    assert "Many 058" in client.post("/projects", data={**facts(world), "client": str(many[58].id), "name": ""}).text
