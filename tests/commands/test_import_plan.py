"""The operator imports a plan: counts, refusals, and a newer version of the same."""

import json

import pytest
from sqlalchemy import func, select

from portal.plan.item import WorkItem
from portal.projects.project import Project
from tests.plan.importing.files import csv_file
from tests.plan.importing_plans import PLAN, items_of


@pytest.fixture
def run(app, session, tmp_path):
    # What a test has at hand stays readable while the command works in a session of its own.
    session().expire_on_commit = False

    def told(*words, text=PLAN, name="plan.csv"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else csv_file(text))
        session.commit()
        session.remove()
        return app.test_cli_runner().invoke(args=["import-plan", str(file), *words], catch_exceptions=False)

    return told


def last(done) -> dict:
    return json.loads(done.stdout.splitlines()[-1])


def test_a_plan_goes_into_a_project_that_is_made_for_it(run, session, world):
    done = run("--client", "acme", "--project", "Relaunch", "--json")
    assert done.exit_code == 0, done.output
    told = last(done)
    assert {name: told[name] for name in ("items", "depth", "dependencies", "dated", "assignees", "warnings")} == {
        "items": 4,
        "depth": 2,
        "dependencies": 2,
        "dated": 4,
        "assignees": 3,
        "warnings": 1,
    }
    assert told["by_kind"] == {"phase": 1, "milestone": 0, "deliverable": 0, "task": 3}
    assert told["project"]["name"] == "Relaunch" and told["project"]["made"] and told["changes"]["added"] == 4
    project = session.scalars(select(Project).where(Project.name == "Relaunch")).one()
    assert list(items_of(project)) == ["Design", "Sketches", "Review", "Build"]


def test_without_a_project_the_plan_names_it(run, session, world):
    assert run("--client", "Acme", name="spring campaign.csv").exit_code == 0
    assert "spring campaign" in session.scalars(select(Project.name)).all()


def test_a_dry_run_writes_nothing_and_needs_nothing(run, session, world):
    done = run("--dry-run", "--json")
    assert done.exit_code == 0 and last(done)["items"] == 4 and last(done)["project"] is None
    done = run("--dry-run", "--json", "--client", "Nobody", "--project", "Site")
    assert done.exit_code == 0 and last(done)["changes"] is None
    done = run("--dry-run", "--json", "--client", "Acme", "--project", "Site")
    assert last(done)["changes"] == {"added": 4, "changed": 0, "both": 0, "gone": 0, "away": 0}
    assert session.scalar(select(func.count()).select_from(WorkItem)) == 4


def test_the_same_file_again_changes_nothing_and_a_newer_one_what_it_changed(run, session, world):
    for _ in range(2):
        done = run("--client", "Acme", "--project", "Site", "--json")
    assert last(done)["changes"] == {"added": 0, "changed": 0, "archived": 0, "away": 0}
    newer = PLAN.replace("2026-04-03", "2026-04-08").replace(
        "    3,Review", "    5,Test,1,2026-03-14,2026-03-16,,0,,,,,,\n    3,Review"
    )
    assert last(run("--client", "Acme", "--project", "Site", "--json", text=newer))["changes"] == {
        "added": 1,
        "changed": 1,
        "archived": 0,
        "away": 0,
    }
    assert list(items_of(world.site))[2:] == ["Design", "Sketches", "Test", "Review", "Build"]
    shorter = newer.replace("    5,Test,1,2026-03-14,2026-03-16,,0,,,,,,\n", "")
    assert last(run("--client", "Acme", "--project", "Site", "--json", text=shorter))["changes"]["archived"] == 0
    assert last(run("--client", "Acme", "--project", "Site", "--json", "--apply-gone", text=shorter))["changes"]["archived"] == 1


def test_a_file_that_is_no_plan_is_refused_in_a_sentence(run, session, world):
    done = run("--client", "Acme", "--json", text=b"%PDF-1.7 not a plan", name="plan.pdf")
    assert done.exit_code == 1 and last(done)["refused"] == "other_format"
    assert last(done)["sentence"] == done.stderr.splitlines()[-1] and "Save the plan as" in done.stderr


def test_an_unknown_client_is_answered_with_those_there_are(run, session, world):
    done = run("--client", "Acne")
    assert done.exit_code == 1 and "Acme" in done.stderr and "'Acne'" in done.stderr
    assert run().exit_code == 2


def test_of_several_workspaces_one_is_said(run, session, world):
    world.rexclient.name = "Acme"
    assert run("--client", "Acme", "--project", "X").exit_code == 1
    assert run("--client", "Acme", "--project", "X", "--workspace", world.nord.name).exit_code == 0


def test_a_member_may_not_import(run, session, world):
    done = run("--client", "Acme", "--project", "Site", "--by", "tess@example.com")
    assert done.exit_code == 1 and "manager" in done.stderr
    assert run("--client", "Acme", "--project", "Site", "--by", "mia@example.com").exit_code == 0


def test_dates_that_can_be_read_both_ways_are_asked_about_once(run, session, world):
    text = "Task,Due\nA,01/02/2026\nB,03/04/2026\n"
    done = run("--client", "Acme", "--project", "Site", "--json", text=text)
    assert done.exit_code == 1 and last(done)["refused"] == "dates_ambiguous" and "01/02/2026" in done.stderr
    assert run("--dry-run", "--json", text=text).exit_code == 0
    assert run("--client", "Acme", "--project", "Site", "--date-order", "dmy", text=text).exit_code == 0
    assert items_of(world.site)["A"].due.isoformat() == "2026-02-01"
