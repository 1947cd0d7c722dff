"""The command over plans that other people made: right counts of what then stands in the project, or the right refusal."""
import json

import pytest
from sqlalchemy import func, select

from portal.entries.entry import Entry
from portal.plan.dependency import Dependency
from portal.plan.item import WorkItem
from portal.plan.outline import level_of
from portal.projects.project import Project
from tests.real_input.test_plans import PLANS

pytestmark = pytest.mark.skipif(PLANS is None, reason="no real plans here: ../shared/data/plans is absent")

#: Items, depth, dependencies, phases, milestones, dated, with the date order where it has to be said.
READ = {
    "residential-construction.xml": (108, 3, 118, 18, 7, 108), "project-links-and-costs.xml": (22, 3, 6, 4, 1, 22),
    "project-blank-rows.xml": (5, 2, 0, 2, 0, 5), "project-2019-lags.xml": (16, 1, 8, 0, 0, 16),
    "pt-warehouse-system.xlsx": (19, 3, 18, 6, 0, 19), "redmine-import_issues_utf8_with_bom.csv": (3, 2, 0, 1, 0, 1),
    "redmine-import_subtasks_with_relations.csv": (4, 2, 2, 1, 0, 4), "redmine-import_dates.csv": (3, 1, 0, 0, 0, 1),
    "vikunja-ticktick_multiline.csv": (2, 1, 0, 0, 0, 0),
}
REFUSED = {"project-no-tasks.xml": "no_tasks_xml", "primavera-not-mspdi.xml": "other_xml",
           "redmine-unclosed_quoted_field.csv": "unclosed_quote", "redmine-import_iso8859-1.csv": "no_date_column"}
ORDER = {"redmine-import_dates.csv": ["--date-order", "dmy"]}


@pytest.fixture
def run(app, session, world):
    def told(name, *words):
        session.commit()
        session.remove()
        return app.test_cli_runner().invoke(args=["import-plan", str(PLANS / name), "--json", *words])
    return told


def last(done) -> dict:
    return json.loads(done.stdout.splitlines()[-1])


def test_every_file_is_expected_to_be_something():
    assert {file.name for file in PLANS.iterdir()} == READ.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", READ)
def test_a_real_plan_lands_as_it_was_counted(run, session, world, name):
    dry, done = run(name, "--dry-run"), run(name, "--client", "Acme", "--project", "Real", *ORDER.get(name, []))
    assert (dry.exit_code, done.exit_code) == (0, 0), done.output
    items, depth, links, phases, milestones, dated = READ[name]
    for told in (last(dry), last(done)):
        assert (told["items"], told["depth"], told["dependencies"], told["by_kind"]["phase"], told["by_kind"]["milestone"]) == (
            items, depth, links, phases, milestones)
    assert last(done)["dated"] == dated
    project = session.scalars(select(Project).where(Project.name == "Real")).one()
    rows = session.execute(select(WorkItem.path, WorkItem.level).where(WorkItem.project_id == project.id)).all()
    assert len(rows) == items and max(level_of(path) for path, _ in rows) == depth
    assert [level for _, level in rows].count("phase") == phases
    assert session.scalar(select(func.count()).where(Dependency.project_id == project.id)) == links
    assert set(session.scalars(select(Entry.audience).where(Entry.project_id == project.id))) == {"internal"}
    again = run(name, "--client", "Acme", "--project", "Real", *ORDER.get(name, []))
    assert last(again)["changes"] == {"added": 0, "changed": 0, "archived": 0, "away": 0}


@pytest.mark.parametrize("name", REFUSED)
def test_a_real_file_that_is_no_plan_is_refused_and_leaves_nothing(run, session, world, name):
    done = run(name, "--client", "Acme", "--project", "Real")
    assert done.exit_code == 1 and last(done)["refused"] == REFUSED[name] and last(done)["sentence"] in done.stderr
    assert session.scalars(select(Project).where(Project.name == "Real")).all() == []


def test_dates_that_contradict_each_other_are_not_applied_unasked(run, session, world):
    done = run("redmine-import_dates.csv", "--client", "Acme", "--project", "Real")
    assert done.exit_code == 1 and last(done)["refused"] == "dates_ambiguous"
