# ruff: noqa: E501  (rows of files stand as their programs write them)
"""Exports as other programs write them, rebuilt small."""

from datetime import date

from tests.plan.importing.files import by_title, codes, csv_file, links_of, plan_of, tree_of, xlsx_file

DAY = date(2025, 3, 3)


def test_redmine_issues():
    plan = plan_of(
        csv_file("""
        #,Project,Tracker,Parent task,Status,Priority,Subject,Author,Assignee,Updated,Category,Target version,Start date,Due date,Estimated time,Spent time,% Done,Created,Closed,Related issues
        12,P,Feature,,In progress,Normal,Design,Bo,Ann,2025-03-01 10:00,UI,1.0,2025-03-03,2025-03-14,12.5,3,40,2025-02-01 09:00,,
        13,P,Bug,12,Closed,High,Fix logo,Bo,Ben,2025-03-02 10:00,API,1.0,2025-03-04,2025-03-05,2,2,100,2025-02-01 09:00,2025-03-05 12:00,"Follows #14 (1 day), Related to #12"
        14,P,Task,12,New,Low,Draft,Bo,,2025-03-02 10:00,,,2025-03-03,2025-03-03,,,0,2025-02-01 09:00,,
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Fix logo"), (2, "Draft")] and by_title(plan)["Fix logo"].done
    assert (by_title(plan)["Design"].percent, float(by_title(plan)["Design"].estimate_hours)) == (40, 12.5)
    assert links_of(plan) == {("Draft", "Fix logo", "FS", 1.0)}


def test_jira_issues():
    plan = plan_of(
        csv_file("""
        Summary,Issue key,Issue id,Parent id,Issue Type,Status,Project key,Assignee,Creator,Created,Due date,Original Estimate,Description,Inward issue link (Blocks)
        Launch,P-1,1001,,Epic,In Progress,P,,Bo,01/Mar/25 9:00 AM,31/Mar/25 12:00 AM,,Big one,
        Write page,P-2,1002,1001,Story,Done,P,Ann,Bo,01/Mar/25 9:00 AM,10/Mar/25 12:00 AM,28800,,
        Check page,P-3,1003,1001,Task,To Do,P,Ben,Bo,01/Mar/25 9:00 AM,12/Mar/25 12:00 AM,7200,,P-2
        """)
    )
    assert tree_of(plan) == [(1, "Launch"), (2, "Write page"), (2, "Check page")]
    assert (by_title(plan)["Launch"].kind, by_title(plan)["Launch"].due) == ("phase", date(2025, 3, 31))
    assert float(by_title(plan)["Write page"].estimate_hours) == 8 and links_of(plan) == {("Write page", "Check page", "FS", 0.0)}


def test_asana_tasks():
    plan = plan_of(
        csv_file("""
        Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies)
        1201,2025-02-01,2025-03-04,2025-03-04,Draft,Design,Ann,ann@example.org,2025-03-03,2025-03-04,,First words,House,,,
        1202,2025-02-01,,2025-03-04,Logo,,Ben,ben@example.org,,2025-03-05,,,House,Draft,,
        1203,2025-02-01,,2025-03-04,Code,Build,Ann,ann@example.org,2025-03-05,2025-03-06,,,House,,Draft,
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (3, "Logo"), (1, "Build"), (2, "Code")]
    assert by_title(plan)["Draft"].done_on == date(2025, 3, 4) and by_title(plan)["Code"].assignees == ["Ann"]
    assert links_of(plan) == {("Draft", "Code", "FS", 0.0)}


def test_trello_cards():
    plan = plan_of(
        csv_file("""
        Card ID,Card Name,Card URL,Card Description,Labels,Members,Start Date,Due Date,Due Complete,List ID,List Name,Board ID,Board Name,Archived
        a1,Draft,https://x,Words,,ann,,2025-03-04T12:00:00.000Z,true,l1,Doing,b1,House,false
        a2,Code,https://x,,,"ann, ben",,2025-03-05T12:00:00.000Z,false,l2,Later,b1,House,false
        """)
    )
    assert (
        by_title(plan)["Draft"].done
        and by_title(plan)["Code"].assignees == ["ann", "ben"]
        and by_title(plan)["Code"].due == date(2025, 3, 5)
    )


def test_clickup_tasks():
    plan = plan_of(
        csv_file("""
        Task ID,Task Name,Task Content,Status,Date Created,Due Date,Start Date,Parent ID,Assignees,Priority,List Name,Folder Name,Time Estimated
        x1,Design,Words,open,1740000000000,1743379200000,1740960000000,null,"[Ann,Ben]",2,House,F,28800000
        x2,Draft,,Closed,1740000000000,1743379200000,,x1,[],,House,F,
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft")] and by_title(plan)["Design"].assignees == ["Ann", "Ben"]
    assert (
        by_title(plan)["Design"].due == date(2025, 3, 31)
        and float(by_title(plan)["Design"].estimate_hours) == 8
        and by_title(plan)["Draft"].done
    )


def test_smartsheet_with_groups_and_rows_as_predecessors():
    rows = [
        ["Task Name", "Duration", "Start", "Finish", "Predecessors", "% Complete", "Assigned To"],
        ["Design", "5d", DAY, date(2025, 3, 7), None, 0.5, None],
        ["Draft", "3d", DAY, date(2025, 3, 5), None, 1, "Ann"],
        ["Review", "2d", date(2025, 3, 6), date(2025, 3, 7), "2FS +1d", 0, "Ben"],
    ]
    plan = plan_of(xlsx_file(rows, groups={3: 1, 4: 1}))
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (2, "Review")] and by_title(plan)["Design"].percent == 50
    assert links_of(plan) == {("Draft", "Review", "FS", 1.0)}


def test_ms_project_in_german_with_semicolons_and_western_bytes():
    plan = plan_of(
        csv_file(
            """
        Nr.;Vorgangsname;Dauer;Anfang;Fertig stellen;Vorgänger;Ressourcennamen;% Abgeschlossen;Gliederungsebene;Kosten
        1;Gebäude;10 Tage;Mo 03.03.25;Fr 14.03.25;;;20%;1;1.500,00 €
        2;Wände;5 Tage;Mo 03.03.25;Fr 07.03.25;;Müller[50%];40%;2;1.000,00 €
        3;Dach;5 Tage;Mo 10.03.25;Fr 14.03.25;2EA+1 Tag;Maier;0%;2;500,00 €
        4;Übergabe;0 Tage;Fr 14.03.25;Fr 14.03.25;3;;0%;1;0,00 €
        """,
            "cp1252",
        )
    )
    assert (
        tree_of(plan) == [(1, "Gebäude"), (2, "Wände"), (2, "Dach"), (1, "Übergabe")]
        and by_title(plan)["Übergabe"].kind == "milestone"
    )
    assert links_of(plan) == {("Wände", "Dach", "FS", 1.0), ("Dach", "Übergabe", "FS", 0.0)} and by_title(plan)[
        "Wände"
    ].assignees == ["Müller"]
    assert (by_title(plan)["Dach"].due, plan.currency, plan.warnings) == (date(2025, 3, 14), "EUR", [])


def test_plans_by_hand_in_five_languages():
    texts = {
        "fr": "N°;Tâche;Début;Fin;Durée;Responsable;Avancement;Prédécesseurs\n1;Dessin;03/03/2025;14/03/2025;10 jours;Anne;50 %;\n2;Bâtir;17/03/2025;28/03/2025;10 jours;Luc;0 %;1FD+2 jours\n",
        "sv": "Nr;Aktivitet;Startdatum;Slutdatum;Varaktighet;Ansvarig;Klart %;Föregångare\n1;Rita;2025-03-03;2025-03-14;10 dagar;Anna;50 %;\n2;Bygga;2025-03-17;2025-03-28;10 dagar;Lars;0 %;1AS+2 dagar\n",
        "es": "N°;Tarea;Comienzo;Fin;Duración;Responsable;% completado;Predecesoras\n1;Diseño;03/03/2025;14/03/2025;10 días;Ana;50 %;\n2;Obra;17/03/2025;28/03/2025;10 días;Luis;0 %;1FC+2 días\n",
        "pt": "Nº;Tarefa;Início;Término;Duração;Responsável;% concluída;Predecessoras\n1;Desenho;03/03/2025;14/03/2025;10 dias;Ana;50 %;\n2;Obra;17/03/2025;28/03/2025;10 dias;Rui;0 %;1TI+2 dias\n",
        "de": "Nr.;Aufgabe;Beginn;Ende;Dauer;Verantwortlich;Fortschritt;Vorgänger\n1;Entwurf;03.03.2025;14.03.2025;10 Tage;Anna;50 %;\n2;Bau;17.03.2025;28.03.2025;10 Tage;Lars;0 %;1EA+2 Tage\n",
    }
    for language, text in texts.items():
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            plan = plan_of(text.encode(encoding))
            first, second = plan.items
            assert (first.start, first.due, second.due) == (DAY, date(2025, 3, 14), date(2025, 3, 28)), (language, encoding)
            assert (first.percent, len(first.assignees), float(first.duration_days)) == (50, 1, 10), language
            assert [(link.type, float(link.lag_days)) for link in second.predecessors] == [("FS", 2)], language
            assert not plan.warnings, (language, codes(plan))


def test_delimiters_encodings_and_the_line_that_names_the_delimiter():
    text = "Task{0}Start{0}Due\nA, b{0}2025-03-03{0}2025-03-04\nÜ{0}2025-03-03{0}2025-03-04\n"
    for delimiter in ";\t|":
        assert [item.title for item in plan_of(text.format(delimiter).encode()).items] == ["A, b", "Ü"]
    assert len(plan_of(("sep=;\r\n" + text.format(";")).encode("utf-16")).items) == 2
    assert len(plan_of(text.format(";").encode("utf-16-le")).items) == 2
    assert plan_of(text.format(";").replace("Ü", "Zażółć gęślą jaźń").encode("cp1250")).items[1].title == "Zażółć gęślą jaźń"


def test_a_plan_of_project_in_american_days_is_not_asked_about_because_weekdays_tell():
    plan = plan_of(
        csv_file("""
        ID,Active,Task Mode,WBS,Task Name,Duration,Start,Finish,Predecessors,Outline Level,Notes,Resource Names,% Complete,Cost,Milestone
        1,Yes,Auto Scheduled,1,SETUP,4 days,Mon 1/5/26,Thu 1/8/26,,1,,,0%,"$1,000.00",No
        2,Yes,Auto Scheduled,1.1,Accounts,0.5 days,Mon 1/5/26,Mon 1/5/26,,2,"some, note","Admin,Bob[50%]",50%,$500.00,No
        3,Yes,Auto Scheduled,1.2,Ready,0 days,Thu 1/8/26,Thu 1/8/26,"2,1FF+1 day",2,,,0%,$0.00,Yes
        4,No,Auto Scheduled,2,Other,1 day,NA,NA,,1,,,0%,$0.00,No
        """)
    )
    assert (plan.date_order, plan.items[0].start, plan.warnings) == ("mdy", date(2026, 1, 5), [])
    assert [item.kind for item in plan.items] == ["phase", "task", "milestone", "task"] and plan.counts()["costed"] == 2


def test_the_buckets_of_a_board_are_stages_and_words_of_progress_are_a_status():
    plan = plan_of(
        csv_file("""
        Task ID,Task Name,Bucket Name,Progress,Assigned To,Created Date,Start date,Due date,Completed Date
        a,Write,To do,Not started,Ann;Ben,01/13/2025,01/15/2025,02/01/2025,
        b,Deploy,Doing,Completed,Ann,01/13/2025,01/15/2025,02/03/2025,02/02/2025
        """)
    )
    assert tree_of(plan) == [(1, "Write"), (1, "Deploy")] and [item.status for item in plan.items] == ["Not started", "Completed"]
    assert by_title(plan)["Deploy"].done_on == date(2025, 2, 2) and not plan.warnings


def test_parents_with_an_address_behind_their_name():
    plan = plan_of(
        csv_file("""
        Name,Assign,Date,Parent item,Sub-item,Status
        Design,Ann,"March 3, 2025",,Draft (https://notes.example/x),In progress
        Draft,Ben,"March 4, 2025",Design (https://notes.example/y),,Done
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft")]


def test_sections_and_indents_of_a_to_do_list():
    plan = plan_of(
        csv_file("""
        TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE
        section,Design,,,,,,
        task,Draft,words,4,1,Ann,,2025-03-03
        task,Logo,,4,2,Ann,Ben,2025-03-04
        section,Build,,,,,,
        task,Code,,4,1,Ann,,2025-03-05
        """)
    )
    assert tree_of(plan) == [(1, "Design"), (2, "Draft"), (3, "Logo"), (1, "Build"), (2, "Code")]


def test_work_packages_in_german():
    plan = plan_of(
        csv_file("""
        ID,Typ,Thema,Status,Zugewiesen an,Startdatum,Endtermin,Geschätzter Aufwand,% abgeschlossen,Übergeordnetes Arbeitspaket,Vorgänger
        10,Phase,Konzept,In Bearbeitung,Ann,2025-03-03,2025-03-14,40.0 h,50,,
        11,Aufgabe,Entwurf,Geschlossen,Ben,2025-03-03,2025-03-05,2 Tage,100,10,
        12,Meilenstein,Freigabe,Neu,,2025-03-14,2025-03-14,,0,10,11
        """)
    )
    assert [(item.depth, item.kind, item.estimate_hours) for item in plan.items] == [
        (1, "phase", 40),
        (2, "task", 16),
        (2, "milestone", None),
    ]


def test_a_legend_below_and_abbreviated_headings():
    plan = plan_of(
        csv_file("""
        Projektplan Neubau;;;;
        Stand: 01.02.2025;;;;

        Nr.;Arbeitspaket;verantw.;von;bis
        1;Vorbereitung;;;
        1.1;Kickoff;AM;01.03.2025;01.03.2025
        2;Umsetzung;;;
        2.1;Bau;BK / CL;11.03.2025;20.03.2025

        Legende:;;;;
        rot;kritisch;;;
        """)
    )
    assert tree_of(plan) == [(1, "Vorbereitung"), (2, "Kickoff"), (1, "Umsetzung"), (2, "Bau")]
    assert (plan.title, by_title(plan)["Bau"].assignees) == ("Projektplan Neubau", ["BK", "CL"])


def test_other_languages_are_understood_a_little():
    for text in (
        "Attività;Inizio;Fine;Durata;Predecessori\nA;03/03/2025;14/03/2025;10 g;\nB;17/03/2025;28/03/2025;10 g;1FI\n",
        "Taaknaam;Begindatum;Einddatum;Duur;Voorganger\nA;3-3-2025;14-3-2025;10 dagen;\nB;17-3-2025;28-3-2025;10 dagen;1\n",
        "Tehtävä;Alkaa;Loppuu\nA;3.3.2025;14.3.2025\nB;17.3.2025;28.3.2025\n",
    ):
        plan = plan_of(text.encode())
        assert [(item.title, item.due.day) for item in plan.items] == [("A", 14), ("B", 28)]
