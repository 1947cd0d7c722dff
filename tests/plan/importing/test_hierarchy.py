# ruff: noqa: E501  (rows of files stand as their programs write them)
"""What stands below what, by everything that may tell it."""

from datetime import date

from tests.plan.importing.files import by_title, codes, csv_file, plan_of, tree_of, xlsx_file

DAY = date(2025, 3, 3)
NESTED = [(1, "Design"), (2, "Draft"), (3, "Logo"), (2, "Review"), (1, "Build"), (2, "Code")]


def test_a_level_column_tells_the_depth_even_when_outline_numbers_are_ruined():
    plan = plan_of(
        csv_file("""
        WBS,Level,Task,Start
        1,1,Design,2025-03-03
        1.1,2,Draft,2025-03-03
        1.11,3,Logo,2025-03-03
        1.2,2,Review,2025-03-04
        2,1,Build,2025-03-05
        2.1,2,Code,2025-03-05
        """)
    )
    assert tree_of(plan) == NESTED
    assert plan.hierarchy == "level"


def test_outline_numbers_tell_the_depth():
    plan = plan_of(
        csv_file("""
        Nr.;Vorgang;Anfang
        1.;Design;03.03.2025
        1.1;Draft;03.03.2025
        1.1.1;Logo;03.03.2025
        1.2;Review;04.03.2025
        2.;Build;05.03.2025
        2.1;Code;05.03.2025
        """)
    )
    assert tree_of(plan) == NESTED


def test_numbers_that_a_spreadsheet_took_for_numbers_are_mended():
    rows = [["WBS", "Task", "Start"], [1, "Phase", DAY]] + [[float(f"1.{n}"), f"Step {n}", DAY] for n in range(1, 12)]
    plan = plan_of(xlsx_file(rows))
    assert [depth for depth, _ in tree_of(plan)] == [1] + [2] * 11
    assert by_title(plan)["Step 10"].outline == "1.1" and codes(plan) == ["outline_mended"]


def test_phases_numbered_with_zero_stand_above_their_steps():
    plan = plan_of(
        csv_file("""
        WBS,Activity,Due
        1.0,Design,2025-03-03
        1.1,Draft,2025-03-03
        2.0,Build,2025-03-05
        2.1,Code,2025-03-05
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (1, "Build"), (2, "Code")]


def test_outline_numbers_inside_of_titles_are_read_and_taken_off():
    plan = plan_of(
        csv_file("""
        Aufgabe;Ende
        1 Konzept;03.03.2025
        1.1 Entwurf;03.03.2025
        1.2 Abnahme;04.03.2025
        2 Umsetzung;05.03.2025
        """)
    )
    assert tree_of(plan) == [(1, "Konzept"), (2, "Entwurf"), (2, "Abnahme"), (1, "Umsetzung")]


def test_leading_spaces_tell_the_depth():
    plan = plan_of(
        b"Task,Due\nDesign,2025-03-03\n   Draft,2025-03-03\n      Logo,2025-03-03\n   Review,2025-03-04\nBuild,2025-03-05\n   Code,2025-03-05\n"
    )
    assert tree_of(plan) == NESTED and plan.hierarchy == "indent"


def test_dots_and_dashes_tell_the_depth():
    for mark in ("..", "- ", "> ", "\t", "\u00a0\u00a0", "— "):
        plan = plan_of(
            f"Task;Due\nDesign;2025-03-03\n{mark}Draft;2025-03-03\n{mark * 2}Logo;2025-03-03\n{mark}Review;2025-03-04\n"
            f"Build;2025-03-05\n{mark}Code;2025-03-05\n".encode()
        )
        assert tree_of(plan) == NESTED, mark


def test_a_dash_inside_of_a_title_is_no_indent():
    plan = plan_of(csv_file("Task,Due\nDesign - first,2025-03-03\n-5 degrees test,2025-03-04\n.NET upgrade,2025-03-04\n"))
    assert {depth for depth, _ in tree_of(plan)} == {1}


def test_indents_of_excel_cells_tell_the_depth():
    rows = [["Task", "Start"], *[[title, DAY] for _, title in NESTED]]
    plan = plan_of(xlsx_file(rows, indents={number: depth - 1 for number, (depth, _) in enumerate(NESTED, 2) if depth > 1}))
    assert tree_of(plan) == NESTED


def test_row_groups_of_excel_tell_the_depth():
    rows = [["Task", "Start"], *[[title, DAY] for _, title in NESTED]]
    plan = plan_of(xlsx_file(rows, groups={number: depth - 1 for number, (depth, _) in enumerate(NESTED, 2) if depth > 1}))
    assert tree_of(plan) == NESTED and plan.hierarchy == "group"


def test_groups_whose_heading_stands_below_are_turned_about():
    rows = [["Task", "Start"], ["Draft", DAY], ["Review", DAY], ["Design", DAY], ["Code", DAY], ["Build", DAY]]
    plan = plan_of(xlsx_file(rows, groups={2: 1, 3: 1, 5: 1}))
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (2, "Review"), (1, "Build"), (2, "Code")]


def test_titles_moved_in_by_whole_columns_tell_the_depth():
    rows = [
        ["Task", None, None, "Start"],
        ["Design", None, None, DAY],
        [None, "Draft", None, DAY],
        [None, None, "Logo", DAY],
        [None, "Review", None, DAY],
        ["Build", None, None, DAY],
        [None, "Code", None, DAY],
    ]
    assert tree_of(plan_of(xlsx_file(rows))) == NESTED


def test_a_phase_column_makes_phases_and_an_empty_cell_goes_on_with_the_one_above():
    plan = plan_of(
        csv_file("""
        Phase,Task,Start,End
        Design,Draft,2025-03-03,2025-03-04
        ,Review,2025-03-05,2025-03-06
        Build,Code,2025-03-07,2025-03-10
        Design,Late idea,2025-03-11,2025-03-12
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (2, "Review"), (2, "Late idea"), (1, "Build"), (2, "Code")]
    assert by_title(plan)["Design"].kind == "phase" and by_title(plan)["Design"].summary


def test_a_row_that_only_names_its_phase_is_the_phase():
    plan = plan_of(
        csv_file("""
        Fas;Aktivitet;Startdatum;Slutdatum
        Förstudie;;2025-03-03;2025-03-06
        ;Intervjuer;2025-03-03;2025-03-04
        Genomförande;;2025-03-07;2025-03-10
        ;Kod;2025-03-07;2025-03-10
        """)
    )
    assert tree_of(plan) == [(1, "Förstudie"), (2, "Intervjuer"), (1, "Genomförande"), (2, "Kod")]
    assert by_title(plan)["Förstudie"].due == date(2025, 3, 6)


def test_a_phase_merged_over_its_rows_holds_for_all_of_them():
    rows = [["Phase", "Task", "Start"], ["Design", "Draft", DAY], [None, "Review", DAY], ["Build", "Code", DAY]]
    assert tree_of(plan_of(xlsx_file(rows, merged=["A2:A3"]))) == [
        (1, "Design"),
        (2, "Draft"),
        (2, "Review"),
        (1, "Build"),
        (2, "Code"),
    ]


def test_phase_task_and_subtask_columns_make_three_levels():
    plan = plan_of(
        csv_file("""
        Phase,Task,Subtask,Start
        Design,,,2025-03-03
        ,Draft,,2025-03-03
        ,,Logo,2025-03-03
        ,Review,,2025-03-04
        Build,Code,Backend,2025-03-05
        Build,Code,Frontend,2025-03-05
        """)
    )
    assert tree_of(plan) == [
        (1, "Design"),
        (2, "Draft"),
        (3, "Logo"),
        (2, "Review"),
        (1, "Build"),
        (2, "Code"),
        (3, "Backend"),
        (3, "Frontend"),
    ]


def test_one_phase_for_everything_is_no_level():
    plan = plan_of(csv_file("Project phase,Task,Due\nAll,A,2025-03-03\nAll,B,2025-03-04\n"))
    assert tree_of(plan) == [(1, "A"), (1, "B")]


def test_parents_are_found_by_id_also_below_their_children():
    plan = plan_of(
        csv_file("""
        id,name,due,parent
        7,Logo,2025-03-03,5
        5,Draft,2025-03-03,1
        1,Design,2025-03-03,
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (3, "Logo")]


def test_parents_are_found_by_name_and_by_row():
    by_name = csv_file("Name,Due date,Parent task\nDesign,2025-03-03,\nDraft,2025-03-03,Design\nLogo,2025-03-03,Draft\n")
    by_row = csv_file("Name,Due date,Parent task\nDesign,2025-03-03,\nDraft,2025-03-03,1\nLogo,2025-03-03,2\n")
    by_sheet_row = csv_file(
        "Name,Due date,Parent row\nDesign,2025-03-03,\nDraft,2025-03-03,2\nLogo,2025-03-03,3\nBuild,2025-03-03,\nCode,2025-03-03,5\nTest,2025-03-03,5\nShip,2025-03-03,8\n"
    )
    assert tree_of(plan_of(by_name)) == tree_of(plan_of(by_row)) == [(1, "Design"), (2, "Draft"), (3, "Logo")]
    assert tree_of(plan_of(by_sheet_row))[-2:] == [(2, "Test"), (1, "Ship")] or "parent_unknown" in codes(plan_of(by_sheet_row))


def test_parents_in_a_circle_are_opened_with_a_warning():
    plan = plan_of(csv_file("id,task,due,parent\n1,A,2025-03-03,2\n2,B,2025-03-03,1\n3,C,2025-03-03,3\n4,D,2025-03-03,1\n"))
    assert len(plan.items) == 4 and sorted(codes(plan)) == ["parent_circle", "parent_self"]


def test_an_unknown_parent_is_said_and_the_item_stands_at_the_top():
    plan = plan_of(csv_file("id,task,due,parent\n1,A,2025-03-03,\n2,B,2025-03-03,1\n3,C,2025-03-03,99\n"))
    assert by_title(plan)["C"].depth == 1 and [(w.row, w.code) for w in plan.warnings] == [(4, "parent_unknown")]


def test_rows_with_a_title_alone_are_the_headings_of_the_rows_below():
    rows = [
        ["Task", "Start", "Owner"],
        ["Design"],
        ["Draft", DAY, "Ann"],
        ["Review", DAY, "Ben"],
        ["Build"],
        ["Code", DAY, "Ann"],
    ]
    assert tree_of(plan_of(xlsx_file(rows))) == [(1, "Design"), (2, "Draft"), (2, "Review"), (1, "Build"), (2, "Code")]


def test_a_single_undated_task_swallows_nothing():
    plan = plan_of(csv_file("Task,Due\nA,2025-03-03\nB,\nC,2025-03-04\n"))
    assert {depth for depth, _ in tree_of(plan)} == {1}


def test_a_level_that_jumps_hangs_under_the_nearest_with_a_warning():
    plan = plan_of(csv_file("Level,Task,Due\n1,A,2025-03-03\n3,B,2025-03-03\n2,C,2025-03-03\n"))
    assert tree_of(plan) == [(1, "A"), (2, "B"), (2, "C")] and codes(plan) == ["level_jump"]


def test_endless_nesting_is_cut():
    rows = "".join(f"{level},T{level},2025-03-03\n" for level in range(1, 400))
    plan = plan_of(("Level,Task,Due\n" + rows).encode())
    assert plan.counts()["items"] == 399 and plan.counts()["depth"] == 50 and "too_deep" in codes(plan)
