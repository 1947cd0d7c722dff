# ruff: noqa: E501  (rows of files stand as their programs write them)
"""MS Project's XML, by whoever wrote it."""

from datetime import date
from decimal import Decimal

from tests.plan.importing.files import codes, links_of, mspdi_file, plan_of, task, tree_of

ROOT = task(0, "House", 0)


def test_levels_make_the_tree_and_task_zero_is_the_project():
    plan = plan_of(
        mspdi_file(ROOT + task(1, "Design") + task(2, "Draft", 2) + task(3, "Build") + task(4, "Walls", 2) + task(5, "Door", 3))
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (1, "Build"), (2, "Walls"), (3, "Door")]
    assert (plan.title, plan.found["project_row"]) == ("House", 1)


def test_blank_rows_are_counted_and_left_out():
    plan = plan_of(mspdi_file(ROOT + task(1, "A") + "<Task><UID>2</UID><ID>2</ID><IsNull>1</IsNull></Task>" + task(3, "B")))
    assert (tree_of(plan), plan.found["blank"]) == ([(1, "A"), (1, "B")], 1)


def test_a_generator_without_task_zero_loses_no_task():
    plan = plan_of(mspdi_file(task(1, "A", 0) + task(2, "B", 0) + task(3, "C", 1)))
    assert tree_of(plan) == [(1, "A"), (1, "B"), (2, "C")]


def test_outline_numbers_stand_in_for_levels():
    rows = "".join(
        f"<Task><UID>{n}</UID><Name>T{n}</Name><OutlineNumber>{number}</OutlineNumber><Start>2025-03-03T08:00:00</Start></Task>"
        for n, number in enumerate(["1", "1.1", "1.1.1", "2"], 1)
    )
    assert [depth for depth, _ in tree_of(plan_of(mspdi_file(rows)))] == [1, 2, 3, 1]


def test_a_file_without_namespace_is_read_too():
    assert tree_of(plan_of(mspdi_file(ROOT + task(1, "A"), space=""))) == [(1, "A")]


def test_links_have_types_and_lags_in_working_days():
    def link(uid, kind, lag, unit):
        return f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type><LinkLag>{lag}</LinkLag><LagFormat>{unit}</LagFormat></PredecessorLink>"

    plan = plan_of(
        mspdi_file(
            ROOT
            + task(1, "A", 1, "<Duration>PT75H0M0S</Duration>")
            + task(2, "B", 1, link(1, 1, 4500, 7))
            + task(3, "C", 1, link(1, 3, -9000, 9))
            + task(4, "D", 1, link(1, 0, 14400, 8))
            + task(5, "E", 1, link(1, 2, 50, 19)),
            head="<MinutesPerDay>450</MinutesPerDay>",
        )
    )
    assert links_of(plan) == {("A", "B", "FS", 1.0), ("A", "C", "SS", -2.0), ("A", "D", "FF", 1.0), ("A", "E", "SF", 5.0)}
    assert {link.note for item in plan.items for link in item.predecessors} == {"", "1ed", "50%"}


def test_links_to_nowhere_are_said():
    lost = "<PredecessorLink><PredecessorUID>99</PredecessorUID></PredecessorLink>"
    away = "<PredecessorLink><PredecessorUID>1</PredecessorUID><CrossProject>1</CrossProject></PredecessorLink>"
    assert codes(plan_of(mspdi_file(ROOT + task(1, "A") + task(2, "B", 1, lost + away)))) == ["link_unknown", "link_elsewhere"]


def test_kinds_by_flag_by_children_and_by_no_duration():
    plan = plan_of(
        mspdi_file(
            ROOT
            + task(1, "Phase")
            + task(2, "Work", 2)
            + task(3, "Handover", 1, "<Milestone>1</Milestone>")
            + task(4, "Signed", 1, "<Duration>PT0H0M0S</Duration>")
            + task(5, "Short", 1, "<Duration>PT0H0M0S</Duration><Milestone>0</Milestone>")
        )
    )
    assert [item.kind for item in plan.items] == ["phase", "task", "milestone", "milestone", "task"]
    assert [item.summary for item in plan.items] == [True, False, False, False, False]


def test_work_cost_progress_notes_and_people():
    more = (
        "<Work>PT12H30M0S</Work><Cost>12345</Cost><PercentComplete>100</PercentComplete><ActualFinish>2025-03-06T17:00:00</ActualFinish>"
        "<Deadline>2025-03-10T17:00:00</Deadline><Notes>&lt;p&gt;Bring&lt;/p&gt;</Notes>"
    )
    people = (
        "<Resources><Resource><UID>0</UID></Resource><Resource><UID>1</UID><Name>Ann</Name><Type>1</Type></Resource>"
        "<Resource><UID>2</UID><Name>Sand</Name><Type>0</Type></Resource></Resources><Assignments>"
        + "".join(
            f"<Assignment><TaskUID>1</TaskUID><ResourceUID>{uid}</ResourceUID></Assignment>" for uid in (1, 2, 0, -65535, 1)
        )
        + "</Assignments>"
    )
    plan = plan_of(mspdi_file(ROOT + task(1, "A", 1, more), head="<CurrencyCode>EUR</CurrencyCode>", tail=people))
    item = plan.items[0]
    assert (item.estimate_hours, item.cost, item.done, item.done_on, item.promised) == (
        Decimal("12.5"),
        Decimal("123.45"),
        True,
        date(2025, 3, 6),
        date(2025, 3, 10),
    )
    assert (item.description, item.assignees, plan.currency) == ("Bring", ["Ann"], "EUR")


def test_switched_off_and_foreign_tasks_are_left_out_and_said():
    plan = plan_of(
        mspdi_file(
            ROOT + task(1, "A") + task(2, "Off", 1, "<Active>0</Active>") + task(3, "Theirs", 1, "<ExternalTask>1</ExternalTask>")
        )
    )
    assert (tree_of(plan), sorted(codes(plan))) == ([(1, "A")], ["external_skipped", "inactive_skipped"])


def test_a_task_without_a_name_keeps_its_place():
    plan = plan_of(mspdi_file(ROOT + task(1, "") + task(2, "B", 2)))
    assert tree_of(plan) == [(1, "#1"), (2, "B")] and codes(plan) == ["title_missing"]


def test_a_title_nobody_gave_is_no_title():
    assert (
        plan_of(mspdi_file(task(0, "Project1", 0) + task(1, "A"), head="<Title>Projekt1</Title>"), "new_house.xml").title
        == "new house"
    )


def test_big_plans_take_little_time():
    rows = ROOT + "".join(
        task(
            n, f"T{n}", 1 + n % 3, f"<PredecessorLink><PredecessorUID>{n - 1}</PredecessorUID></PredecessorLink>" if n > 1 else ""
        )
        for n in range(1, 15_001)
    )
    assert plan_of(mspdi_file(rows)).counts()["dependencies"] == 14_999


def test_bytes_in_other_encodings():
    text = mspdi_file(ROOT + task(1, "Übergabe")).decode()
    assert plan_of(text.replace("UTF-8", "UTF-16").encode("utf-16")).items[0].title == "Übergabe"
    assert plan_of(text.replace("UTF-8", "ISO-8859-1").encode("latin-1")).items[0].title == "Übergabe"


def numbered(uid, number, level, field="OutlineNumber"):
    level = f"<OutlineLevel>{level}</OutlineLevel>" if level else ""
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>T{number}</Name><{field}>{number}</{field}>{level}"
        "<Start>2025-03-03T08:00:00</Start><Finish>2025-03-07T17:00:00</Finish></Task>"
    )


def test_rows_out_of_order_are_put_where_their_numbers_say():
    rows = [("1", 1), ("2", 1), ("1.1", 2), ("2.1", 2), ("1.2", 2)]
    plan = plan_of(mspdi_file(ROOT + "".join(numbered(uid, *row) for uid, row in enumerate(rows, 1))))
    assert tree_of(plan) == [(1, "T1"), (2, "T1.1"), (2, "T1.2"), (1, "T2"), (2, "T2.1")]


def test_numbers_that_count_otherwise_than_levels_are_passed_over():
    rows = [("1.1", 1), ("1.1.1", 2), ("1.2", 1)]
    plan = plan_of(mspdi_file(ROOT + "".join(numbered(uid, *row) for uid, row in enumerate(rows, 1))))
    assert tree_of(plan) == [(1, "T1.1"), (2, "T1.1.1"), (1, "T1.2")]


def test_codes_of_the_work_breakdown_stand_in_for_levels():
    plan = plan_of(mspdi_file("".join(numbered(uid, number, None, "WBS") for uid, number in enumerate(["1", "1.1", "2"], 1))))
    assert tree_of(plan) == [(1, "T1"), (2, "T1.1"), (1, "T2")]
