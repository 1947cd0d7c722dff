"""What the operator does for people: making workspaces, letting somebody in."""
import json

import pytest
from sqlalchemy import func, select

from portal.people.membership import Membership
from portal.people.operator_link import OperatorLink
from portal.people.setup import setup_token
from portal.people.workspace import Workspace


@pytest.fixture
def run(app, session):
    def told(*words):
        session.commit()
        session.remove()
        return app.test_cli_runner().invoke(args=[*words])
    return told


def test_a_workspace_is_made_with_its_owner_who_is_let_in(run, session, app, client):
    done = run("workspace", "create", "--name", "Nord", "--owner", "Owen@example.com", "--time-zone", "Europe/Stockholm",
               "--color", "#AA3355", "--json")
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout.splitlines()[-1])
    workspace = session.scalars(select(Workspace)).one()
    assert (str(workspace.id), workspace.time_zone, workspace.brand_color) == (made["workspace"], "Europe/Stockholm", "#aa3355")
    assert session.scalars(select(Membership)).one().role == "owner" and made["owner"] == "owen@example.com"
    assert client.get(made["sign_in"]).status_code == 200


@pytest.mark.parametrize("wrong", [["--owner", "owen"], ["--time-zone", "Mars/Base"], ["--currency", "XXQ"],
                                   ["--color", "red"], ["--name", " "]])
def test_wrong_words_are_refused_with_exit_code_two(run, session, wrong):
    done = run("workspace", "create", "--name", "Nord", "--owner", "owen@example.com", *wrong)
    assert done.exit_code == 2 and wrong[0].strip("-") in done.output
    assert session.scalar(select(func.count()).select_from(Workspace)) == 0


def test_a_known_person_gets_an_address(run, session, world, client):
    done = run("sign-in", "Owen@example.com", "--json")
    assert done.exit_code == 0
    assert client.get(json.loads(done.stdout.splitlines()[-1])["sign_in"]).status_code == 200


def test_an_unknown_person_gets_none(run, session, world):
    done = run("sign-in", "nobody@example.com")
    assert done.exit_code == 1 and "nobody@example.com" in done.output
    assert session.scalars(select(OperatorLink)).all() == []


def test_where_two_are_called_the_same_the_id_says_which(run, session):
    made = [run("workspace", "create", "--name", "Nord", "--owner", "owen@example.com", "--json") for _ in range(2)]
    ids = [json.loads(each.stdout.splitlines()[-1])["workspace"] for each in made]
    told = run("files", "quota", "nord")
    assert told.exit_code == 1 and all(each in told.output for each in ids)
    assert run("files", "quota", ids[0]).exit_code == 0


def test_prepare_prints_the_link_while_there_is_no_workspace(run, session, app):
    token = setup_token(app.config["SETTINGS"].secret_key)
    assert token in run("prepare").output and "up to date" not in run("prepare").output
    run("workspace", "create", "--name", "Nord", "--owner", "owen@example.com")
    assert token not in (again := run("prepare").output) and "up to date" in again


def test_taking_a_migration_back_asks_first(run, session, world):
    """It drops what the migration brought; by the first one that is everything."""
    assert run("db", "downgrade").exit_code == 1
    assert session.scalar(select(func.count()).select_from(Workspace))


def test_a_room_gets_an_address_of_its_own_and_gives_it_back(run, session, world):
    assert run("host", "acme.example", "--workspace", "Studio Nord").exit_code == 1
    assert "there are several" in run("host", "acme.localhost").output
    done = run("host", "Acme.localhost", "--workspace", "Studio Nord", "--client", "Acme", "--json")
    told, = json.loads(done.stdout.splitlines()[-1])["hosts"]
    assert (told["host"], told["of"], told["in_use"]) == ("acme.localhost", "Acme", False)
    assert "leads to another room" in run("host", "acme.localhost", "--workspace", "Studio Nord").output
    assert "links do not lead there yet, confirm it at http://acme.localhost" in run("host").output
    assert "All rooms are reached at" in run("host", "--workspace", "Studio Nord", "--client", "Acme", "--clear").output
