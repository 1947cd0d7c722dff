"""Reading the same plan again, later."""

import json
from datetime import date

from portal.plan.importing import KnownItem, compare_plans, inspect_plan, values_of
from tests.plan.importing.files import csv_file, plan_of

FIRST = """
    ID,Task,Start,Due,Owner,Predecessors,Parent
    1,Design,2025-03-03,2025-03-07,,,
    2,Draft,2025-03-03,2025-03-04,Ann,,1
    3,Review,2025-03-05,2025-03-07,Ben,2,1
    4,Build,2025-03-10,2025-03-14,Ann,3FS+1d,
    """


def known(plan) -> list[KnownItem]:
    """As kept and read back from somewhere that speaks JSON."""
    return [KnownItem(item.key, item.title, item.parent, json.loads(json.dumps(values_of(item)))) for item in plan.items]


def changes(first: str, second: str):
    return compare_plans(known(plan_of(csv_file(first))), plan_of(csv_file(second)))


def test_the_same_file_changes_nothing():
    assert not changes(FIRST, FIRST)


def test_what_was_added_changed_and_left_out_is_named():
    second = (
        FIRST.replace("Due,Owner", "Due,Owner")
        .replace("2025-03-04,Ann", "2025-03-05,Ben")
        .replace("4,Build,2025-03-10,2025-03-14,Ann,3FS+1d,", "5,Ship,2025-03-20,2025-03-21,Ann,3,")
    )
    found = changes(FIRST, second)
    assert [item.title for item in found.added] == ["Ship"] and [item.title for item in found.gone] == ["Build"]
    assert [(change.item.title, change.fields) for change in found.changed] == [
        ("Draft", {"due": ("2025-03-04", "2025-03-05"), "assignees": (["Ann"], ["Ben"])})
    ]
    json.dumps(found.to_dict())


def test_renumbered_rows_are_still_the_same():
    second = """
        ID,Task,Start,Due,Owner,Predecessors,Parent
        1,Kickoff,2025-03-02,2025-03-02,,,
        2,Design,2025-03-03,2025-03-07,,,
        3,Draft,2025-03-03,2025-03-04,Ann,,2
        4,Review,2025-03-05,2025-03-07,Ben,3,2
        5,Build,2025-03-10,2025-03-14,Ann,4FS+1d,
        """
    found = changes(FIRST, second)
    assert ([item.title for item in found.added], found.changed, found.gone) == (["Kickoff"], [], [])


def test_a_renamed_item_keeps_its_identity_by_its_id():
    found = changes(FIRST, FIRST.replace("Build", "Construction"))
    assert (
        not found.added
        and not found.gone
        and [change.fields for change in found.changed] == [{"title": ("Build", "Construction")}]
    )


def test_a_moved_item_without_any_id_is_found_by_its_name():
    first = "Phase,Task,Due\nDesign,Draft,2025-03-03\nDesign,Review,2025-03-04\nBuild,Code,2025-03-05\n"
    found = changes(first, first.replace("Design,Review", "Build,Review"))
    assert (
        not found.added
        and not found.gone
        and [(change.item.title, list(change.fields)) for change in found.changed] == [("Review", ["parent"])]
    )


def test_what_the_file_does_not_speak_about_is_no_change():
    found = changes(
        FIRST,
        "ID,Task,Due\n1,Design,2025-03-07\n2,Draft,2025-03-04\n3,Review,2025-03-07\n4,Build,2025-03-14\n".replace("Task", "Task"),
    )
    assert {name for change in found.changed for name in change.fields} <= {"parent", "kind"}


def test_equal_names_are_paired_in_order():
    first = "Task,Due\nTest,2025-03-03\nTest,2025-03-04\nTest,2025-03-05\n"
    assert not changes(first, first)
    assert [item.title for item in changes(first, "Task,Due\nTest,2025-03-03\nTest,2025-03-04\n").gone] == ["Test"]


def test_what_is_handed_on_is_plain_json():
    plan = plan_of(csv_file(FIRST))
    assert json.loads(json.dumps(plan.to_dict()))["items"][0]["start"] == date(2025, 3, 3).isoformat()
    assert json.loads(json.dumps(inspect_plan(csv_file(FIRST), "p.csv").to_dict()))["mapping"]["title"] == 1
    counts = plan.counts()
    assert {"items", "by_kind", "depth", "dependencies", "dated", "assignees", "warnings"} <= set(counts)
    assert (counts["items"], counts["depth"], counts["dependencies"], counts["dated"], counts["assignees"]) == (4, 2, 2, 4, 2)
