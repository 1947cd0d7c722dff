# ruff: noqa: E501  (rows of files stand as people write them)
"""Plans as other people write them: each peculiarity was met in a file that somebody made, rebuilt small."""

from datetime import date

import pytest

from portal.plan.importing.links.tokens import references_in
from portal.plan.importing.values.dates import date_of
from portal.plan.importing.values.durations import duration_of
from portal.plan.importing.values.people import people_of
from tests.plan.importing.files import by_title, codes, csv_file, links_of, mspdi_file, plan_of, refused, task, tree_of, xlsx_file


def test_levels_stand_in_columns_beside_each_other():
    tree = [(1, "Design"), (2, "Concept"), (3, "Sketch"), (3, "Review"), (2, "Detail"), (1, "Build")]
    for head in ("Level 1,Level 2,Level 3", "Ebene 1,Ebene 2,Ebene 3", "WBS Level 1,WBS Level 2,WBS Level 3"):
        plan = plan_of(csv_file(f"{head},Start,End\nDesign,,,2025-03-03,2025-03-14\n,Concept,,2025-03-03,2025-03-07\n,,Sketch,2025-03-03,2025-03-04\n,,Review,2025-03-05,2025-03-07\n,Detail,,2025-03-10,2025-03-14\nBuild,,,2025-03-17,2025-03-28\n"))
        assert tree_of(plan) == tree and not plan.warnings, head
    whole = plan_of(csv_file("Level 1,Level 2,Start\nDesign,,2025-03-03\nDesign,Concept,2025-03-03\nBuild,Code,2025-03-17\n"))
    assert tree_of(whole) == [(1, "Design"), (2, "Concept"), (1, "Build"), (2, "Code")]


def test_a_workstream_stands_between_phase_and_task_but_a_mark_does_not():
    plan = plan_of(csv_file("""
        Phase,Workstream,Task,Start,End
        Discover,Research,Interviews,2025-03-03,2025-03-07
        Discover,Research,Survey,2025-03-03,2025-03-07
        Discover,Design,Moodboard,2025-03-03,2025-03-07
        Build,Design,Pages,2025-03-10,2025-03-21
        """))
    assert tree_of(plan) == [
        (1, "Discover"), (2, "Research"), (3, "Interviews"), (3, "Survey"), (2, "Design"), (3, "Moodboard"), (1, "Build"), (2, "Design"), (3, "Pages"),
    ]  # fmt: skip
    marks = plan_of(csv_file("""
        Phase,Area,Task,Start
        Discover,Web,Interviews,2025-03-03
        Discover,App,Survey,2025-03-03
        Build,Web,Pages,2025-03-10
        """))
    assert tree_of(marks) == [(1, "Discover"), (2, "Interviews"), (2, "Survey"), (1, "Build"), (2, "Pages")]


def test_four_columns_deep_and_a_package_without_a_phase():
    deep = plan_of(csv_file("Phase,Sub-phase,Task,Subtask,Start\nP1,S1,T1,,2025-03-03\nP1,S1,T1,a,2025-03-03\nP1,S2,T2,,2025-03-03\nP2,S1,T3,,2025-03-03\n"))
    assert tree_of(deep) == [(1, "P1"), (2, "S1"), (3, "T1"), (4, "a"), (2, "S2"), (3, "T2"), (1, "P2"), (2, "S1"), (3, "T3")]
    package = plan_of(csv_file("Deliverable,Work Package,Activity,Start\nReport,WP1,Draft,2025-03-03\nReport,WP1,Review,2025-03-03\nApp,WP2,Code,2025-03-03\n"))
    assert tree_of(package) == [(1, "Report"), (2, "WP1"), (3, "Draft"), (3, "Review"), (1, "App"), (2, "WP2"), (3, "Code")]


def test_a_phase_that_repeats_is_not_taken_for_the_titles():
    plan = plan_of(csv_file("Fase,Proceso,Fecha Inicio,Fecha Fin\nDatos,Leer,2021-03-01,2021-03-07\nDatos,Limpiar,2021-03-08,2021-03-21\nModelo,Probar,2021-04-19,2021-04-27\n"))
    assert tree_of(plan) == [(1, "Datos"), (2, "Leer"), (2, "Limpiar"), (1, "Modelo"), (2, "Probar")]


def test_headings_of_programmers():
    plan = plan_of(csv_file("taskId,taskName,startDate,endDate,parentTaskId,assignedTo,percentComplete,dependsOn\n1,Design,2025-03-03,2025-03-14,,Ann,50,\n2,Sketch,2025-03-03,2025-03-05,1,Ann,100,\n3,Build,2025-03-17,2025-03-28,,Ben,0,1\n"))
    assert tree_of(plan) == [(1, "Design"), (2, "Sketch"), (1, "Build")] and not plan.warnings
    assert links_of(plan) == {("Design", "Build", "FS", 0.0)} and by_title(plan)["Build"].assignees == ["Ben"]


def test_what_predecessors_name_is_the_key_whatever_its_heading():
    plan = plan_of(csv_file("Jalon;Tache;Phase;Date Debut;Date Fin;Dependance\nJ1;Init;P1;23/02/2026;23/02/2026;\nJ2;Config;P1;23/02/2026;23/02/2026;J1\nJ6;Auth;P2;25/02/2026;25/02/2026;J2\n"))
    assert links_of(plan) == {("Init", "Config", "FS", 0.0), ("Config", "Auth", "FS", 0.0)} and not plan.warnings


def test_lists_of_programs_name_their_predecessors_in_brackets_and_quotes():
    plan = plan_of(csv_file("""
        task_id,task_name,start_date,end_date,dependencies
        P1-01,Discovery,2025-03-03,2025-04-25,[]
        P2-01.1,Screens,2025-04-28,2025-05-01,['P1-01']
        P2-02,Review,2025-05-02,2025-05-02,"['P1-01', 'P2-01.1']"
        """))
    assert links_of(plan) == {("Discovery", "Screens", "FS", 0.0), ("Discovery", "Review", "FS", 0.0), ("Screens", "Review", "FS", 0.0)}


def test_days_stand_in_the_column_beside_the_empty_one():
    plan = plan_of(csv_file("Key,Summary,Start date,Inferred start date,Due date,Inferred due date\nA-1,Combat,,5/6/25,,5/17/25\nA-2,Turns,,5/13/25,,5/15/25\n"))
    assert [(item.start, item.due) for item in plan.items] == [(date(2025, 5, 6), date(2025, 5, 17)), (date(2025, 5, 13), date(2025, 5, 15))]


def test_a_task_of_weeks_with_no_duration_is_no_milestone_and_a_title_can_say_that_it_is_one():
    plan = plan_of(csv_file("Name,Start,End,Duration\nPlanning,2025-01-06,2025-01-17,0\nReady,2025-01-17,2025-01-17,0\nMilestone: Go,2025-01-20,2025-01-20,1\n"))
    assert [item.kind for item in plan.items] == ["task", "milestone", "milestone"]


def test_a_list_of_milestones_and_a_column_of_kinds():
    assert {item.kind for item in plan_of(csv_file("Milestone,Date\nKickoff,2025-03-03\nBeta,2025-04-01\n")).items} == {"milestone"}
    plan = plan_of(csv_file("Task,Category,Start,End\nSet-up,Phase,01-11-2023,30-11-2023\nTrain,Task,01-02-2024,28-02-2024\nReview,Deadline,14-04-2024,14-04-2024\n"))
    assert [(item.depth, item.kind) for item in plan.items] == [(1, "phase"), (2, "task"), (2, "milestone")]


def test_a_to_do_list_with_settings_comments_and_minutes():
    plan = plan_of(csv_file("""
        TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DURATION,DURATION_UNIT
        meta,view_style=list,,,,,,,,
        section,Design,,,,,,,,
        task,Draft,words,4,1,Ann (123),,3 Mar 2025,,
        task,Logo,,4,2,Ann (123),Ben (456),4 Mar 2025,30,minute
        note,see the file,,,,Ann (123),,,,
        """))
    logo = by_title(plan)["Logo"]
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (3, "Logo")]
    assert (logo.start, logo.due, logo.assignees, logo.description) == (None, date(2025, 3, 4), ["Ben"], "see the file")


def test_a_column_that_lists_subtasks_does_not_rename_their_parent():
    plan = plan_of(csv_file("""
        Task name,Timeline,Parent-task,Sub-tasks
        Design,"March 3, 2025 → March 14, 2025",,Sketch (https://notes.example/s)
        Sketch,"March 3, 2025 → March 5, 2025",Design (https://notes.example/d),
        """))
    assert tree_of(plan) == [(1, "Design"), (2, "Sketch")]


def test_a_second_table_in_an_unknown_language_ends_the_plan():
    plan = plan_of("ID,이름,시작일,종료일\n11,관리,2018-12-04,2018-12-18\n20,  수립,2018-12-04,2018-12-05\n21,  구현,2018-12-06,2018-12-07\n22,  시험,2018-12-08,2018-12-09\n\nID,이름,역할,이메일\n0,김,개발자,a@b.example\n".encode())
    assert tree_of(plan) == [(1, "관리"), (2, "수립"), (2, "구현"), (2, "시험")] and "table_ended" in codes(plan)


@pytest.mark.parametrize("text", ["2025-3-3", "2025/3/3", "2025.3.3", "'2025-03-03", "~3.3.2025", "2025年3月3日", "Mon Mar 03 00:00:00 CET 2025"])
def test_the_third_of_march_in_other_hands(text):
    assert date_of(text, order="dmy") == date(2025, 3, 3)


def test_quarters_are_periods_and_versions_are_no_days():
    assert (date_of("Q2 2025"), date_of("2025-Q2", end=True)) == (date(2025, 4, 1), date(2025, 6, 30))
    assert date_of("1.2.3", order="dmy") is None and date_of("10.2.3", order="dmy") is None


@pytest.mark.parametrize(
    "text, days, elapsed",
    [("3 mos", 60, False), ("2 man-days", 2, False), ("14 Kalendertage", 14, True), ("10 calendar days", 10, True), ("3 weken", 15, False)],
)
def test_durations_in_other_hands(text, days, elapsed):
    found = duration_of(text)
    assert (float(found.days), found.elapsed) == (days, elapsed)


def test_nobody_is_nobody_and_shares_are_no_names():
    for text in ("TBD", "n.n.", "?", "Unassigned", "nicht zugewiesen", "none"):
        assert people_of(text) == [], text
    assert people_of("Ann 50%, Ben:25%") == people_of("{Ann,Ben}") == people_of("Ann;#12;#Ben;#13") == ["Ann", "Ben"]


@pytest.mark.parametrize(
    "text, refs", [("none", []), ("0", []), ("2 und 3", ["2", "3"]), ("2/3", ["2", "3"]), ("['A-1', 'A-2']", ["A-1", "A-2"]), ("{1,2}", ["1", "2"])]
)
def test_predecessors_in_other_hands(text, refs):
    assert [one.ref for one in references_in(text, lambda _: False)] == refs


def test_a_decimal_comma_in_a_percentage_parts_nothing():
    (one,) = references_in("2SS+33,3%", lambda _: False)
    assert (one.ref, one.type, float(one.percent)) == ("2", "SS", 33.3)


def test_whole_numbers_are_outline_numbers_where_those_rows_follow_each_other():
    rows = "1,Setup,2025-11-25,2025-11-26,\n1.1,Repo,2025-11-25,2025-11-25,\n1.2,Run,2025-11-25,2025-11-26,\n2,Build,2025-11-27,2025-12-03,{}\n3,Data,2025-12-04,2025-12-05,{}\n"
    head = "WBS,Task,Start,Finish,Dependencies\n"
    assert links_of(plan_of((head + rows.format(1, 2)).encode())) == {("Setup", "Build", "FS", 0.0), ("Build", "Data", "FS", 0.0)}
    assert links_of(plan_of((head + rows.format(3, 4)).encode())) == {("Run", "Build", "FS", 0.0), ("Build", "Data", "FS", 0.0)}


def test_commas_that_nobody_quoted_stay_in_the_notes():
    plan = plan_of(csv_file("Task,Start,Notes\nRepo,2025-03-03,Init, ignore, read me\nRun,2025-03-04,once\n"))
    assert [item.description for item in plan.items] == ["Init, ignore, read me", "once"]


def test_surname_and_name_are_one_assignee_where_the_tracker_knows_but_one():
    text = "Summary\tAssignee\tDue date\nA\tDoe, Jane (Student)\t5/17/25\nB\tRoe, Rob\t5/18/25\nC\tDoe, Jane (Student)\t5/19/25\n"
    assert plan_of(text.encode()).counts()["assignees"] == 2
    assert plan_of(text.replace("Roe, Rob", "Jane (Student), Rob").encode()).counts()["assignees"] == 3


def test_parts_printed_below_an_item_of_a_board():
    head = ["Name", "Subitems", "Person", "Status", "Timeline - Start", "Timeline - End"]
    day = date(2025, 3, 3)
    plan = plan_of(xlsx_file([
        ["Relaunch"], [], ["Discovery"], head, ["Kickoff", "Agenda, Invite", "Ann", "Done", day, day],
        ["Subitems", "Name", "Owner", "Status", "Date"], [None, "Agenda", "Ann", "Done", day], [None, "Invite", "Ben", "Working", date(2025, 3, 4)],
        ["Interviews", None, "Ben", "Working", day, day], [], ["Build"], head, ["Code", None, "Carl", "Stuck", day, day],
    ]))  # fmt: skip
    assert tree_of(plan) == [(1, "Discovery"), (2, "Kickoff"), (3, "Agenda"), (3, "Invite"), (2, "Interviews"), (1, "Build"), (2, "Code")]
    assert (by_title(plan)["Invite"].due, by_title(plan)["Invite"].assignees, plan.warnings) == (date(2025, 3, 4), ["Ben"], [])


def test_formulas_without_results_are_told_of_or_refused():
    rows = [["Task", "Start", "End"], ["A", date(2025, 3, 3), "=B2+4"], ["B", "=C2+1", "=B3+4"]]
    plan = plan_of(xlsx_file(rows))
    assert [(warning.code, warning.params) for warning in plan.warnings] == [("formulas_unsolved", {"count": 3})]
    assert refused(xlsx_file([["Task", "Start"], ["A", "=TODAY()"]])).code == "formulas_unsolved"


def test_the_last_row_of_a_template_is_no_task():
    plan = plan_of(xlsx_file([["TASK", "START", "END"], ["Phase 1 Title"], ["Task 1", date(2025, 3, 3), date(2025, 3, 4)], ["Insert new rows ABOVE this one"]]))
    assert tree_of(plan) == [(1, "Phase 1 Title"), (2, "Task 1")]


def test_flags_of_other_writers_of_project_xml():
    plan = plan_of(mspdi_file(
        task(1, "Sum", 1, "<Summary>true</Summary>") + task(2, "Go", 2, "<Milestone>True</Milestone>")
        + task(3, "Off", 1, "<Active>false</Active>") + task(4, "Theirs", 1, "<ExternalTask>true</ExternalTask>")
    ))  # fmt: skip
    assert [(item.title, item.kind) for item in plan.items] == [("Sum", "phase"), ("Go", "milestone")]


def test_project_xml_in_western_letters_behind_a_blank_line():
    assert plan_of(b"\n " + mspdi_file(task(1, "Größe")).decode().encode("cp1252")).items[0].title == "Größe"


def test_days_of_project_xml_are_never_guessed():
    plan = plan_of(mspdi_file(task(1, "A", start="03/04/2025", finish="2025-03-07")))
    assert (plan.items[0].start, plan.items[0].due, codes(plan)) == (None, date(2025, 3, 7), ["bad_date"])


def test_predecessors_without_end_are_given_up(monkeypatch):
    monkeypatch.setattr("portal.plan.importing.table.linking.MAX_LINKS", 2)
    plan = plan_of(csv_file('ID,Task,Start,Predecessors\n1,A,2025-03-03,\n2,B,2025-03-03,1\n3,C,2025-03-03,"1;2"\n'))
    assert (codes(plan), plan.counts()["dependencies"]) == (["links_cut"], 2)


def test_task_zero_of_writers_that_keep_no_levels():
    rows = "".join(f"<Task><UID>{number}</UID><Name>T{number}</Name><Start>2026-01-0{number}</Start></Task>" for number in (1, 2))
    for days in ("", "<Start>2026-01-01</Start><Finish>2026-02-01</Finish>"):
        plan = plan_of(mspdi_file(f"<Task><UID>0</UID><Name>House</Name>{days}</Task>" + rows))
        assert (plan.title, [item.title for item in plan.items]) == ("House", ["T1", "T2"])
    link = "<PredecessorLink><PredecessorUID>0</PredecessorUID><SuccessorUID>2</SuccessorUID><PredecessorType>3</PredecessorType></PredecessorLink>"
    zero = "<Task><UID>0</UID><Name>T0</Name><Start>2026-01-01</Start><Finish>2026-01-01</Finish></Task>"
    plan = plan_of(mspdi_file(zero + rows + task(3, "T3", more=link)))
    assert len(plan.items) == 4 and links_of(plan) == {("T0", "T3", "SS", 0.0)}


def test_remarks_below_the_plan_are_no_tasks_and_do_not_hide_its_sections():
    day = date(2025, 3, 3)
    rows = [["Task", "Start", "Cost"], ["One"], ["a", day, 1], ["b", day, 2], [], ["Two"], ["c", day, 3], ["Version 2: page", day, 4]]
    plan = plan_of(xlsx_file([*rows, [], ["Prepared by: Ann"], ["* dates may change"]]))
    assert tree_of(plan) == [(1, "One"), (2, "a"), (2, "b"), (1, "Two"), (2, "c"), (2, "Version 2: page")]
    assert codes(plan) == ["table_ended"]
    assert tree_of(plan_of(xlsx_file([*rows, [], ["Three"], ["d"]])))[-1][1] == "d"


def test_a_dash_before_one_of_many_titles_is_an_ornament():
    rows = "".join(f"T{number},2025-03-{number:02}\n" for number in range(1, 9))
    assert {item.depth for item in plan_of(f"Task,Due\n{rows}-- Holiday,2025-04-01\n".encode()).items} == {1}


def test_days_over_the_columns_of_a_chart_are_headings():
    axis = [date(2025, 1, 6), date(2025, 1, 13), date(2025, 1, 20), date(2025, 1, 27)]
    found = refused(xlsx_file([["Task", "Owner", *axis], ["A", "x", "x", "x"], ["B", "y", None, "x"]]))
    assert found.code == "no_date_column" and found.params["columns"].startswith("Task, Owner, 2025-01-06")


def test_a_refusal_shows_what_stands_in_a_file_without_headings():
    assert refused(b"hello,world\n").params["columns"] == "hello, world"


def test_parents_are_outline_numbers_where_those_fit():
    head = "WBS_ID,Parent_WBS_ID,Task,Start\n"
    plan = plan_of((head + "1,,A,2026-01-01\n1.1,1,B,2026-01-01\n1.2,1,C,2026-01-01\n2,,D,2026-01-01\n2.1,2,E,2026-01-01\n").encode())
    assert tree_of(plan) == [(1, "A"), (2, "B"), (2, "C"), (1, "D"), (2, "E")]
    rows = plan_of(b"WBS,Parent row,Task,Start\n1,,A,2026-01-01\n1.1,1,B,2026-01-01\n1.1.1,2,C,2026-01-01\n2,,D,2026-01-01\n2.1,4,E,2026-01-01\n")
    assert tree_of(rows) == [(1, "A"), (2, "B"), (3, "C"), (1, "D"), (2, "E")]


def test_rows_that_call_themselves_phases_head_what_follows():
    plan = plan_of(csv_file("Type,Subject,Phase,Due\nPhase,Setup,0,2026-01-31\nTask,Repo,0,2026-01-10\nPhase,MVP,1,2026-02-28\nTask,Shell,1,2026-02-10\n"))
    assert tree_of(plan) == [(1, "Setup"), (2, "Repo"), (1, "MVP"), (2, "Shell")]


def test_numbers_that_only_rise_are_no_levels():
    rows = "".join(f"{number},C{number},S{number}{part},T{number}{part}{one},2026-01-01\n" for number in (1, 2, 3) for part in "ab" for one in "xy")
    plan = plan_of(("Level,Category,Subcategory,User Story,Due\n" + rows).encode())
    assert tree_of(plan)[:4] == [(1, "C1"), (2, "S1a"), (3, "T1ax"), (3, "T1ay")] and plan.counts()["items"] == 3 + 6 + 12


def test_keys_are_no_titles_and_weeks_stay_weeks():
    plan = plan_of(csv_file("plan_id,venture,initiative,startDate,durationWeeks,dependency\nP-01,V-1,Move house,2026-04-20,2,\nP-02,V-1,Unpack boxes,2026-05-04,1,P-01\n"))
    assert [(item.title, item.due) for item in plan.items] == [("Move house", date(2026, 5, 1)), ("Unpack boxes", date(2026, 5, 8))]
    assert links_of(plan) == {("Move house", "Unpack boxes", "FS", 0.0)}


def test_one_percent_of_a_program_that_counts_to_a_hundred():
    plan = plan_of(csv_file("ID,Name,Begin date,End date,Completion\n1,A,2026-01-01,2026-01-02,0\n2,B,2026-01-01,2026-01-02,1\n"))
    assert [(item.percent, item.done) for item in plan.items] == [(0, False), (1, False)]


def test_years_of_two_digits_may_come_first():
    text = "Aktivitetsnamn;Start;Slut;Varaktighet\nBygge;må 25-03-17;fr 25-03-28;2 v\nSyn;on 25-04-02;to 25-04-03;2 dagar\n"
    plan = plan_of(text.encode())
    assert [(item.start, item.due) for item in plan.items] == [(date(2025, 3, 17), date(2025, 3, 28)), (date(2025, 4, 2), date(2025, 4, 3))]
    plan = plan_of(b"Task,Start,Due\nA,17-03-25,28-03-25\nB,18-03-25,29-03-25\n")
    assert (plan.items[0].start, plan.date_order) == (date(2025, 3, 17), "dmy")


def test_weeks_and_months_as_project_shortens_them():
    assert [float(duration_of(text).days) for text in ("2 sm", "2 sems", "1 ms", "2 sett")] == [10, 10, 20, 10]


def test_the_names_of_parents_are_no_phases_beside_the_parents():
    plan = plan_of(csv_file("""
        Summary,Issue key,Issue id,Issue Type,Due date,Parent,Parent key,Parent summary
        Checkout,S-1,10001,Epic,30/Apr/25 12:00 AM,,,
        Pay page,S-2,10002,Story,20/Mar/25 12:00 AM,10001,S-1,Checkout
        Test,S-3,10003,Sub-task,20/Mar/25 12:00 AM,10002,S-2,Pay page
        """))
    assert tree_of(plan) == [(1, "Checkout"), (2, "Pay page"), (3, "Test")]


def test_keys_of_a_tracker_in_german_and_of_a_database():
    plan = plan_of(csv_file("Zusammenfassung;Vorgangs-ID;Fälligkeitsdatum;Übergeordneter Vorgang\nKasse;10001;30.04.2025;\nSeite;10002;20.03.2025;10001\n"))
    assert tree_of(plan) == [(1, "Kasse"), (2, "Seite")]
    plan = plan_of(csv_file("External ID,stage_id/id,name,date_end,Parent Tasks / External ID\n2002,x.y_1,Hardware,2015-07-13 09:00:00,\n2003,x.y_1,Software,2015-07-14 09:00:00,2002\n"))
    assert tree_of(plan) == [(1, "Hardware"), (2, "Software")]


def test_headings_of_several_rows_over_a_chart():
    head = [None, "TASK TITLE", "START DATE", "PCT OF TASK COMPLETE", "PHASE ONE"]
    rows = [[], head, [None, None, None, None, "WEEK 1"], [None, None, None, None, "M", "T"], [1, "Design"], [None, "Draft", date(2025, 3, 3), 0.9]]
    plan = plan_of(xlsx_file(rows, merged=("B2:B4", "C2:C4", "D2:D4", "E2:F2")))
    assert [(item.title, item.percent) for item in plan.items] == [("Design", None), ("Draft", 90)]


def test_days_and_links_as_primavera_copies_them():
    plan = plan_of(csv_file('Activity ID,Activity Name,Start,Finish,Predecessors\nA1,Design,03-Mar-25 08:00,14-Mar-25 17:00 A,\nA2,Ready,,28-Mar-25 17:00*,A1: FS 2\n'))
    assert [item.due for item in plan.items] == [date(2025, 3, 14), date(2025, 3, 28)]
    assert links_of(plan) == {("Design", "Ready", "FS", 2.0)}


def test_weeks_over_a_chart_are_no_phase():
    plan = plan_of(csv_file("TASK TITLE,START DATE,PHASE ONE,\n,,WEEK 1,\n,,M,T\nDraft,2025-03-03,x,\nCode,2025-03-04,,x\n"))
    assert [item.title for item in plan.items] == ["Draft", "Code"]


def test_project_xml_without_levels():
    def row(uid, more):
        return f"<Task><UID>{uid}</UID><Name>T{uid}</Name><Start>2026-01-01</Start>{more}</Task>"

    numbers = {1: "1.1", 2: "1.2.3", 3: "2", 4: "2.1"}
    plan = plan_of(mspdi_file("".join(row(uid, f"<OutlineNumber>{number}</OutlineNumber>") for uid, number in numbers.items())))
    assert tree_of(plan) == [(1, "T1"), (1, "T2"), (1, "T3"), (2, "T4")]
    above = {1: "", 2: "1", 3: "2", 4: "4", 5: "6", 6: "5"}
    plan = plan_of(mspdi_file("".join(row(uid, f"<OutlineParentUID>{parent}</OutlineParentUID>") for uid, parent in above.items())))
    assert tree_of(plan)[:4] == [(1, "T1"), (2, "T2"), (3, "T3"), (1, "T4")] and len(plan.items) == 6


def test_signs_that_look_like_digits_and_names_without_letters():
    plan = plan_of("ID,Level 1,Level 2,Start,Predecessors\n²,💥,,2025-03-03,1²\n③,💥,A,2025-03-04,²\n".encode())
    assert tree_of(plan) == [(1, "💥"), (2, "A")]


def test_predecessors_from_one_row_to_another():
    head, rows = "ID,Task,Start,Predecessors\n", "{0}1,A,2026-01-01,\n{0}2,B,2026-01-01,\n{0}3,C,2026-01-01,\n{0}4,D,2026-01-03,{1}\n"
    for prefix, ref in (("", "1-3"), ("A", "A1–A3"), ("T-0", "T-01 bis T-03"), ("4.", "4.1-4.3")):
        plan = plan_of((head + rows.format(prefix, ref)).encode())
        assert links_of(plan) == {(title, "D", "FS", 0.0) for title in "ABC"} and not plan.warnings, ref
    assert links_of(plan_of((head + rows.format("", "3FS-1d")).encode())) == {("C", "D", "FS", -1.0)}


def test_a_quarter_is_a_date_and_a_key_no_title():
    plan = plan_of(csv_file("Quarter,Milestone,Status\nQ1 2024,Beta launch,Complete\nQ3 2024,Seed round,Open\n"))
    assert [(item.title, item.due) for item in plan.items] == [("Beta launch", date(2024, 3, 31)), ("Seed round", date(2024, 9, 30))]
    plan = plan_of(csv_file("Milestone ID,Target Date,Prerequisites,Description\nDM-X-27,2017-08-03,,Deliver the code.\nLS-1160,2017-08-04,DM-X-27,Join it\n"))
    assert links_of(plan) == {("Deliver the code.", "Join it", "FS", 0.0)}
