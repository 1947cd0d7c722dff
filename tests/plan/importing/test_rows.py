# ruff: noqa: E501  (rows of files stand as their programs write them)
"""Which rows are items: titles above, totals below, other tables, repeated headings, sheets."""

from datetime import date

from portal.plan.importing import inspect_plan, mapping_of
from tests.plan.importing.files import by_title, codes, csv_file, links_of, plan_of, tree_of, xlsx_file

DAY = date(2025, 3, 3)


def test_headings_are_found_below_titles_and_blank_rows():
    rows = [
        ["Project: New house"],
        ["Printed", DAY],
        [],
        [None, "Task", "Start", "Owner"],
        [None, "Walls", DAY, "Ann"],
        [],
        [None, "Roof", DAY, "Ben"],
    ]
    plan = plan_of(xlsx_file(rows))
    assert [(item.row, item.title) for item in plan.items] == [(5, "Walls"), (7, "Roof")]
    assert (plan.title, plan.found["blank"]) == ("New house", 1)


def test_quoted_lines_before_the_headings_are_no_headings():
    plan = plan_of(
        '\ufeff"Date: 2025-11-25"\n"Status:\n0 Normal\n1 Completed"\n"Title","Start Date","Due Date"\n"A","2025-03-03",""\n'.encode()
    )
    assert tree_of(plan) == [(1, "A")] and plan.header_row == 2


def test_totals_are_no_tasks():
    plan = plan_of(
        csv_file("""
        Aufgabe;Ende;Kosten
        a;03.03.2025;10,50
        Zwischensumme;;10,50
        b;03.03.2025;20,00
        Gesamtkosten;;30,50
        Total;;30,50
        """)
    )
    assert "a" in by_title(plan) and codes(plan).count("total_skipped") >= 2 and plan.counts()["items"] <= 3
    assert not {"Zwischensumme", "Total"} & set(by_title(plan))


def test_a_task_named_like_a_total_stays():
    plan = plan_of(csv_file("ID,Task,Due\n1,Total redesign,2025-03-03\n2,Total,2025-03-04\n"))
    assert plan.counts()["items"] == 2


def test_headings_repeated_on_each_page_are_left_out():
    plan = plan_of(csv_file("Task,Start,End\nA,2025-03-03,2025-03-04\nTask,Start,End\nB,2025-03-05,2025-03-06\n"))
    assert tree_of(plan) == [(1, "A"), (1, "B")] and plan.found["repeated_headings"] == 1


def test_groups_with_headings_of_their_own_become_phases():
    rows = [
        ["My board"],
        ["Design"],
        ["Name", "Person", "Status", "Date"],
        ["Draft", "Ann", "Done", DAY],
        ["Review", "Ben", "", DAY],
        [],
        ["Build"],
        ["Name", "Person", "Status", "Date"],
        ["Code", "Ann", "", DAY],
    ]
    plan = plan_of(xlsx_file(rows))
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (2, "Review"), (1, "Build"), (2, "Code")] and plan.title == "My board"


def test_a_table_of_resources_below_ends_the_plan():
    plan = plan_of(
        csv_file("""
        ID,Name,Begin date,End date,Duration,Completion,Predecessors,Outline number
        0,Design,3/31/25,4/4/25,5,40,,1
        1,Draft,3/31/25,4/1/25,2,100,,1.1
        2,Review,4/2/25,4/4/25,3,0,1-FS=P0D,1.2

        ID,Name,Default role,e-mail,Phone,Standard rate
        0,Ann,Default,,,0
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (2, "Review")] and codes(plan) == ["table_ended"]
    assert links_of(plan) == {("Draft", "Review", "FS", 0.0)}


def test_a_row_without_a_name_is_said():
    plan = plan_of(csv_file("Task,Due,Owner\nA,2025-03-03,Ann\n,2025-03-04,Ben\n"))
    assert [(w.row, w.code) for w in plan.warnings] == [(3, "no_title")]


def test_the_sheet_that_is_a_plan_is_chosen_and_others_are_named():
    legend, plan_rows = [["Legend"], ["Red", "late"]], [["Task", "Start", "End"], ["A", DAY, DAY]]
    data = xlsx_file(legend, others={"Tasks": plan_rows, "Old": plan_rows})
    plan = plan_of(data)
    assert (plan.sheet, codes(plan)) == ("Tasks", ["other_sheets"])
    assert plan_of(data, sheet="Old").sheet == "Old"


def test_two_rows_of_headings_are_read_as_one():
    rows = [["Task", "Planned", None, "Owner"], [None, "Start", "End", None], ["A", DAY, DAY, "Ann"]]
    item = plan_of(xlsx_file(rows, merged=["B1:C1"])).items[0]
    assert (item.title, item.start, item.assignees) == ("A", DAY, ["Ann"])


def test_a_file_without_headings_is_understood_by_its_values():
    plan = plan_of(csv_file("Walls of the house,2025-03-03,2025-03-04\nRoof of the house,2025-03-05,2025-03-06\n"))
    assert [(item.title, item.start, item.due) for item in plan.items][1] == (
        "Roof of the house",
        date(2025, 3, 5),
        date(2025, 3, 6),
    )


def test_columns_of_a_drawn_chart_are_no_dates_of_tasks():
    rows = [
        ["Task", "Start", "End", *[date(2025, 3, n) for n in range(3, 9)]],
        ["A", DAY, DAY, "x", "x"],
        ["B", DAY, DAY, None, "x"],
    ]
    plan = plan_of(xlsx_file(rows))
    assert tree_of(plan) == [(1, "A"), (1, "B")] and plan.mapping == {"title": 0, "start": 1, "due": 2}


def test_a_corrected_mapping_is_followed():
    data = csv_file("Thing,Foo,Bar\nA,2025-03-03,2025-03-09\n")
    proposed = inspect_plan(data, "x.csv")
    assert proposed.to_dict()["columns"][1] == {"index": 1, "header": "Foo", "samples": ["2025-03-03"]}
    item = plan_of(data, mapping={"title": 0, "due": 1, "promised": 2}).items[0]
    assert (item.due, item.promised, item.start) == (date(2025, 3, 3), date(2025, 3, 9), None)


def test_another_row_may_be_said_to_hold_the_headings():
    data = csv_file("Task,Start\nName,Begin\nA,2025-03-03\n")
    assert [item.title for item in plan_of(data, header_row=1).items] == ["A"]
    assert len(plan_of(csv_file("A,2025-03-03\nB,2025-03-04\n"), header_row=-1, mapping={"title": 0, "due": 1}).items) == 2


def test_the_same_name_twice_keeps_two_keys():
    plan = plan_of(csv_file("Task,Due\nTest,2025-03-03\nTest,2025-03-04\n"))
    assert len({item.key for item in plan.items}) == 2


def test_a_mapping_that_comes_from_a_form_is_cleaned():
    data = csv_file("Thing,Foo\nA,2025-03-03\n")
    form = {"title": "0", "due": "1", "start": "", "cost": "99", "evil": "1", "promised": "-1", "percent": "x", "level": None}
    assert mapping_of(form) == {"title": 0, "due": 1, "cost": 99}
    assert plan_of(data, mapping=form).mapping == {"title": 0, "due": 1}


def test_a_template_of_a_chart_with_phases_typed_between():
    rows = [
        ["House"],
        ["Start:", None, DAY],
        [],
        ["TASK", "ASSIGNED TO", "PROGRESS", "START", "END", "M", "T"],
        ["Design"],
        ["Draft", "Ann", 0.5, DAY, DAY],
        ["Review", None, 0.6, DAY, DAY],
        ["Build"],
        ["Code", "Ben", 0.5, DAY, DAY],
        ["Insert new rows above"],
    ]
    assert tree_of(plan_of(xlsx_file(rows)))[:5] == [(1, "Design"), (2, "Draft"), (2, "Review"), (1, "Build"), (2, "Code")]


def test_a_building_site_with_lots_and_subtotals():
    rows = [
        ["Lot", "Désignation des travaux", "Entreprise", "Durée (j)", "Début", "Fin", "Avancement", "Montant HT"],
        ["Lot 1 - Gros œuvre"],
        ["", "Terrassement", "BTP SA", 5, DAY, DAY, 1, 12500.5],
        ["Sous-total lot 1", None, None, 15, None, None, None, 42500.5],
        ["Lot 2 - Second œuvre"],
        ["", "Plomberie", "Plomb & Cie", 8, DAY, DAY, 0, 8000],
        ["Total général", None, None, 23, None, None, None, 50500.5],
    ]
    plan = plan_of(xlsx_file(rows))
    assert tree_of(plan) == [(1, "Lot 1 - Gros œuvre"), (2, "Terrassement"), (1, "Lot 2 - Second œuvre"), (2, "Plomberie")]
    assert codes(plan) == ["total_skipped"] * 2 and by_title(plan)["Plomberie"].assignees == ["Plomb & Cie"]


def test_letters_number_a_plan_too():
    plan = plan_of(
        csv_file(
            'WBS,Name,End,Depends on\nA,Alpha,2025-03-03,\nA.1,One,2025-03-03,\nA.2,Two,2025-03-03,A.1\nB,Beta,2025-03-03,"A.1, A.2"\n'
        )
    )
    assert tree_of(plan) == [(1, "Alpha"), (2, "One"), (2, "Two"), (1, "Beta")] and plan.counts()["dependencies"] == 3


def test_line_ends_of_all_systems():
    for end in ("\n", "\r\n", "\r"):
        assert len(plan_of(end.join(["Task,Due", "A,2025-03-03", "B,2025-03-04", ""]).encode()).items) == 2
