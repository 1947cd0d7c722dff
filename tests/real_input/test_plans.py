"""Plans that other people made with other programs: exact counts, or the right refusal.

They are other people's data under their own licences, and so lie beside the project, not in it."""

import re
from pathlib import Path

import pytest

from portal.plan.importing import PlanRefused, inspect_plan, read_plan

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "plans"
FOLDERS = [FOLDER, Path(__file__).resolve().parents[2].parent.parent / "shared" / "data" / "plans"]
PLANS = next((folder for folder in FOLDERS if folder.is_dir()), None)
pytestmark = pytest.mark.skipif(PLANS is None, reason="no real plans here: ../shared/data/plans is absent")


def read(name: str, **how):
    return read_plan((PLANS / name).read_bytes(), name, **how)


def refusal(name: str) -> PlanRefused:
    with pytest.raises(PlanRefused) as caught:
        read(name)
    return caught.value


def tags(name: str, pattern: str) -> int:
    """Counted in the bare text, by other means than the reader's."""
    return len(re.findall(pattern, (PLANS / name).read_text()))


@pytest.mark.parametrize(
    "name, items, kinds, depth, links, people, summaries",
    [
        ("residential-construction.xml", 108, {"phase": 18, "milestone": 7, "task": 83}, 3, 118, 23, 19),
        ("project-links-and-costs.xml", 22, {"phase": 4, "milestone": 1, "task": 17}, 3, 6, 2, 4),
        ("project-blank-rows.xml", 5, {"phase": 2, "milestone": 0, "task": 3}, 2, 0, 0, 2),
        ("project-2019-lags.xml", 16, {"phase": 0, "milestone": 0, "task": 16}, 1, 8, 0, 0),
    ],
)
def test_plans_of_project(name, items, kinds, depth, links, people, summaries):
    plan = read(name)
    counts = plan.counts()
    assert (counts["items"], counts["depth"], counts["dependencies"], counts["assignees"], counts["summaries"]) == (
        items,
        depth,
        links,
        people,
        summaries,
    )
    assert counts["by_kind"] == kinds | {"deliverable": 0} and counts["dated"] == items and not plan.warnings
    tasks, blank = tags(name, r"<Task>"), tags(name, r"<IsNull>1</IsNull>")
    assert (counts["found"]["tasks"], counts["found"]["blank"], items) == (tasks, blank, tasks - blank - 1)
    assert counts["found"]["links"] == tags(name, r"<PredecessorLink>") == links


def test_the_construction_plan_is_what_its_template_says():
    plan = read("residential-construction.xml")
    found = plan.found
    assert (found["tasks"], found["summaries"], found["milestones"], found["links"], found["resources"]) == (109, 20, 7, 118, 23)
    assert plan.title == "Residential Construction" and plan.items[0].title == "General Conditions" and not plan.items[0].parent


def test_links_of_all_types_with_lags_of_both_signs():
    links = {
        (link.key, item.key): (link.type, int(link.lag_days))
        for item in read("project-links-and-costs.xml").items
        for link in item.predecessors
    }
    assert links == {
        ("uid:9", "uid:10"): ("FS", 0),
        ("uid:11", "uid:12"): ("FS", 1),
        ("uid:13", "uid:14"): ("FS", -1),
        ("uid:15", "uid:16"): ("SS", 0),
        ("uid:17", "uid:18"): ("FF", 0),
        ("uid:20", "uid:21"): ("SF", 0),
    }


def test_costs_notes_and_people_are_kept():
    plan = read("project-links-and-costs.xml")
    items = {item.title: item for item in plan.items}
    assert str(items["Assigned Task 1"].cost) == "430.00" and plan.currency == "GBP" and plan.counts()["costed"] == 6
    assert items["Second Task"].description == "Second task note with some formatting!" and items["Second Task"].assignees == [
        "First Resource",
        "Second Resource",
    ]


def test_lags_in_days_and_weeks():
    lags = [int(link.lag_days) for item in read("project-2019-lags.xml").items for link in item.predecessors]
    assert lags == [0, 1, 2, 5, 10, 2, 2, 2]


def test_a_day_of_seven_and_a_half_hours():
    assert {int(item.duration_days) for item in read("project-blank-rows.xml").items} == {10}


def test_files_that_are_no_plan_are_refused():
    assert refusal("project-no-tasks.xml").code == "no_tasks_xml"
    assert (refusal("primavera-not-mspdi.xml").code, refusal("primavera-not-mspdi.xml").params["format"]) == (
        "other_xml",
        "Primavera P6",
    )
    assert (refusal("redmine-unclosed_quoted_field.csv").code, refusal("redmine-unclosed_quoted_field.csv").params) == (
        "unclosed_quote",
        {"line": 2},
    )
    assert refusal("redmine-import_iso8859-1.csv").code == "no_date_column"


def test_the_portuguese_workbook():
    plan = read("pt-warehouse-system.xlsx")
    counts = plan.counts()
    assert (counts["items"], counts["depth"], counts["dependencies"], counts["dated"], counts["done"]) == (19, 3, 18, 19, 3)
    assert (plan.sheet, plan.hierarchy, plan.date_order, plan.warnings) == ("Atividades", "level", "ymd", [])
    assert [item.depth for item in plan.items].count(2) == 5 and [item.depth for item in plan.items].count(3) == 13
    integration = next(item for item in plan.items if item.title == "Integração")
    assert [link.key for link in integration.predecessors] == ["wbs:1.31", "wbs:1.32"] and integration.outline == "1.33"


def test_bytes_that_are_not_unicode_are_read_right():
    found = inspect_plan((PLANS / "redmine-import_iso8859-1.csv").read_bytes(), "x.csv")
    assert (found.encoding, found.delimiter, found.columns[0].samples[0]) == ("cp1252", ";", "Contenu en français")


def test_issues_with_a_byte_order_mark_parents_by_row_and_one_unknown():
    plan = read("redmine-import_issues_utf8_with_bom.csv")
    assert [(item.depth, item.title) for item in plan.items] == [(1, "First"), (2, "Child 1"), (1, "Child of existing issue")]
    assert [(warning.row, warning.code) for warning in plan.warnings] == [(4, "parent_unknown")]
    assert [item.percent for item in plan.items] == [None, 10, 20] and [int(item.estimate_hours) for item in plan.items] == [
        1,
        2,
        3,
    ]


def test_a_parent_below_its_children_and_links_with_lags():
    plan = read("redmine-import_subtasks_with_relations.csv")
    assert [(item.depth, item.title) for item in plan.items] == [
        (1, "Parent"),
        (2, "2nd Child"),
        (2, "1st Child"),
        (2, "3rd Child"),
    ]
    assert [(item.key, link.key, int(link.lag_days)) for item in plan.items for link in item.predecessors] == [
        ("id:1", "id:2", 1),
        ("id:4", "id:1", 1),
    ]


def test_dates_that_contradict_each_other_are_asked_about():
    assert read("redmine-import_dates.csv").date_order == "ambiguous"
    plan = read("redmine-import_dates.csv", date_order="dmy")
    assert plan.items[0].start.isoformat() == "2015-07-10" and [warning.code for warning in plan.warnings] == ["bad_date"]
    assert plan.counts()["items"] == 3


def test_headings_below_lines_that_are_none():
    plan = read("vikunja-ticktick_multiline.csv")
    assert [(item.depth, item.title) for item in plan.items] == [(1, "Task with multiline description"), (1, "Regular task")]
    assert (
        plan.header_row == 3
        and plan.items[0].description.startswith("This is a task description\nthat spans")
        and plan.counts()["dated"] == 0
    )
