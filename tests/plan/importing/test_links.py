# ruff: noqa: E501  (rows of files stand as their programs write them)
"""Predecessors in the words of many programs."""

from decimal import Decimal

import pytest

from portal.plan.importing.links.tokens import references_in
from tests.plan.importing.files import codes, csv_file, links_of, plan_of


def read(text, language="en"):
    return [
        (one.ref, one.type, float(one.lag), one.note, one.turned)
        for one in references_in(text, lambda ref: False, language=language)
    ]


def one(ref, kind="FS", lag=0.0, note="", turned=False):
    return (ref, kind, lag, note, turned)


@pytest.mark.parametrize(
    "text, found",
    [
        ("3FS+2 days;5SS", [one("3", lag=2), one("5", "SS")]),
        ("3,5", [one("3"), one("5")]),
        ("3, 5 FF -1d", [one("3"), one("5", "FF", -1)]),
        ("1.31,1.32", [one("1.31"), one("1.32")]),
        ("2 1d", [one("2", lag=1)]),
        ("blocked 3", [one("3")]),
        ("Blocked by #12 (2 days)", [one("#12", lag=2)]),
        ("precedes 4 1d", [one("4", lag=1, turned=True)]),
        ("Related to #3", []),
        ("2-FS=P0D;3-SS=P2D", [one("2"), one("3", "SS", 2)]),
        ("3FS +2d", [one("3", lag=2)]),
        ("3SS-1 week", [one("3", "SS", -5)]),
        ("PRJ-12", [one("PRJ-12")]),
        ("PRJ-12SS+1d, PRJ-13", [one("PRJ-12", "SS", 1), one("PRJ-13")]),
        ("3FS+2ed", [one("3", lag=2, note="2ed")]),
        ("3FS+50%", [one("3", note="50%")]),
        ("3FS+4 hrs", [one("3", lag=0.5)]),
        ("FS 3", [one("3")]),
        (7.0, [one("7")]),
        ("-", []),
        ("", []),
        (None, []),
    ],
)
def test_predecessors_in_english(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    "language, text, found",
    [
        ("de", "3EA+2 Tage", [one("3", lag=2)]),
        ("de", "3EA+1,5 Tage;4AA", [one("3", lag=1.5), one("4", "SS")]),
        ("de", "3EE,4AE", [one("3", "FF"), one("4", "SF")]),
        ("de", "3EA+1,5 Tage,4", [one("3", lag=1.5), one("4")]),
        ("fr", "3FD+2 jours;4DD", [one("3", lag=2), one("4", "SS")]),
        ("fr", "3DF", [one("3", "SF")]),
        ("es", "3FC+2 días;4CC", [one("3", lag=2), one("4", "SS")]),
        ("pt", "3TI+2 dias;4II;5TT", [one("3", lag=2), one("4", "SS"), one("5", "FF")]),
        ("sv", "3AS+2 dagar;4AA", [one("3", lag=2), one("4", "FF")]),
    ],
)
def test_predecessors_in_the_letters_of_other_languages(language, text, found):
    assert read(text, language) == found


def test_links_by_id_outline_number_title_and_row():
    expected = {("A", "B", "FS", 0.0), ("B", "C", "SS", 1.0)}
    by_id = "ID,Task,Due,Predecessors\n10,A,2025-03-03,\n20,B,2025-03-03,10\n30,C,2025-03-03,20SS+1d\n"
    by_wbs = "WBS,Task,Due,Predecessors\n1.1,A,2025-03-03,\n1.2,B,2025-03-03,1.1\n1.3,C,2025-03-03,1.2SS+1d\n"
    by_name = "Task,Due,Depends on\nA,2025-03-03,\nB,2025-03-03,A\nC,2025-03-03,B SS+1d\n"
    by_row = "Task,Due,Predecessors\nA,2025-03-03,\nB,2025-03-03,1\nC,2025-03-03,2SS+1d\n"
    for text in (by_id, by_wbs, by_name, by_row):
        assert links_of(plan_of(text.encode())) == expected, text


def test_numbers_that_cannot_count_tasks_are_rows_of_the_sheet():
    plan = plan_of(csv_file("Task,Due,Predecessors\nA,2025-03-03,\nB,2025-03-03,2\nC,2025-03-03,3\n"))
    assert links_of(plan) == {("A", "B", "FS", 0.0), ("B", "C", "FS", 0.0)}


def test_successors_are_turned_about():
    plan = plan_of(csv_file("ID,Task,Due,Successors\n1,A,2025-03-03,2FS+1d\n2,B,2025-03-03,\n"))
    assert links_of(plan) == {("A", "B", "FS", 1.0)}


def test_a_title_with_a_comma_is_found_whole():
    plan = plan_of(csv_file('Task,Due,Blocked by\n"Walls, roof",2025-03-03,\nPaint,2025-03-04,"Walls, roof"\n'))
    assert links_of(plan) == {("Walls, roof", "Paint", "FS", 0.0)}


def test_unknown_own_and_doubled_predecessors():
    plan = plan_of(csv_file("ID,Task,Due,Predecessors\n1,A,2025-03-03,99\n2,B,2025-03-03,2\n3,C,2025-03-03,1;1\n"))
    assert codes(plan) == ["link_unknown", "link_self"] and plan.counts()["dependencies"] == 1


def test_of_two_with_the_same_name_the_one_above_is_meant():
    plan = plan_of(
        csv_file(
            "ID,Task,Due,Depends on\n1,Test,2025-03-03,\n2,Ship,2025-03-03,Test\n3,Test,2025-03-03,\n4,Ship again,2025-03-03,Test\n"
        )
    )
    assert [(item.key, [link.key for link in item.predecessors]) for item in plan.items if item.predecessors] == [
        ("id:2", ["id:1"]),
        ("id:4", ["id:3"]),
    ]


def test_a_share_of_the_predecessor_is_counted_in_its_days():
    plan = plan_of(csv_file("ID,Task,Due,Duration,Predecessors\n1,A,2025-03-03,10d,\n2,B,2025-03-03,1d,1FS+50%\n"))
    link = plan.items[1].predecessors[0]
    assert (link.lag_days, link.note) == (Decimal(5), "50%")


def test_many_columns_with_one_heading_are_read_together():
    plan = plan_of(
        csv_file("""
        Summary,Issue key,Due date,Inward issue link (Blocks),Inward issue link (Blocks)
        A,P-1,2025-03-03,,
        B,P-2,2025-03-03,,
        C,P-3,2025-03-03,P-1,P-2
        """)
    )
    assert links_of(plan) == {("A", "C", "FS", 0.0), ("B", "C", "FS", 0.0)}
