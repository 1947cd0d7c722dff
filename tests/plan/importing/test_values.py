"""Durations, work, percents, costs, people, flags, notes."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from portal.plan.importing.values.durations import WorkingTime, duration_of
from portal.plan.importing.values.flags import flag_of, kind_of, says_done
from portal.plan.importing.values.markup import plain_note
from portal.plan.importing.values.numbers import number_of
from portal.plan.importing.values.people import people_of
from tests.plan.importing.files import by_title, codes, csv_file, plan_of, xlsx_file


@pytest.mark.parametrize(
    "text, days",
    [
        ("12 days", 12),
        ("3d", 3),
        ("2 wks", 10),
        ("1,5 Tage", 1.5),
        ("4 jours", 4),
        ("PT40H0M0S", 5),
        ("P2D", 2),
        ("P1W", 5),
        ("5 days?", 5),
        ("3 dagar", 3),
        ("2 semanas", 10),
        ("1 mês", 20),
        ("8h", 1),
        ("480 min", 1),
        ("1w 2d 4h", 7.5),
        ("8:00", 1),
        ("0 days", 0),
        ("3", 3),
        (3.0, 3),
        ("2 Wochen", 10),
        ("1 mon", 20),
        ("4 std.", 0.5),
        ("2 dgr", 2),
        ("3 j", 3),
        ("1 sem", 5),
        ("1 day 4 hours", 1.5),
        ("16 hrs", 2),
        ("10 AT", 10),
        (timedelta(hours=12), 1.5),
        (time(4, 0), 0.5),
        ("-2 days", -2),
        ("1.5d", 1.5),
        ("5 dias úteis", 5),
        ("~3d", 3),
        ("30m", 0.06),
        ("3m", 60),
    ],
)
def test_durations_in_days(text, days):
    found = duration_of(text)
    assert (found and float(found.days)) == days


@pytest.mark.parametrize(
    "text", ["", "soon", "three days", "3 bananas", "2025-03-31", "PT", "P", "1:2:3:4", None, "d", "3d or more"]
)
def test_what_is_no_duration(text):
    assert duration_of(text) is None


def test_a_day_may_have_other_hours():
    half = WorkingTime(Decimal("7.5"))
    assert duration_of("PT75H0M0S", working=half).days == 10 and duration_of("2d", working=half).hours == 15


@pytest.mark.parametrize(
    "text, comma, value",
    [
        ("1.234,56 €", True, "1234.56"),
        ("$1,234.56", False, "1234.56"),
        ("1 234,5 kr", True, "1234.5"),
        ("(500)", False, "-500"),
        ("1'200.00", False, "1200.00"),
        ("12,5", False, "12.5"),
        ("1,234", False, "1234"),
        ("1,234", True, "1.234"),
        ("1.234", True, "1234"),
        ("1.234.567", True, "1234567"),
        ("EUR 99", False, "99"),
        ("R$ 1.500,00", True, "1500.00"),
        ("-3", False, "-3"),
        ("1.2.3.4", False, None),
        ("abc", False, None),
        ("12 apples and pears", False, None),
        ("", False, None),
    ],
)
def test_amounts_as_people_type_them(text, comma, value):
    assert number_of(text, comma=comma) == (None if value is None else Decimal(value))


def percents(*values):
    plan = plan_of(
        xlsx_file([["Task", "Due", "% Complete"], *[[f"T{n}", date(2025, 3, 3), value] for n, value in enumerate(values)]])
    )
    return [item.percent for item in plan.items]


def test_the_column_tells_whether_one_is_all_or_one_of_a_hundred():
    assert percents(0, 0.5, 1) == [0, 50, 100]
    assert percents(0, 50, 1) == [0, 50, 1]
    assert percents("0%", "50 %", "100%") == [0, 50, 100]
    assert percents("0,25", "1") == [25, 100]
    assert percents(250, -5, None) == [100, 0, None]
    assert percents(1, 0) == [100, 0]


def test_all_done_is_said_by_percent_status_flag_or_day():
    plan = plan_of(
        csv_file("""
        Aufgabe;Ende;Fortschritt;Status;Erledigt
        a;03.03.2025;100;;
        b;03.03.2025;;Abgeschlossen;
        c;03.03.2025;;;Ja
        d;03.03.2025;;;04.03.2025
        e;03.03.2025;50;In Arbeit;Nein
        """)
    )
    assert [item.done for item in plan.items] == [True, True, True, True, False]
    assert (
        by_title(plan)["d"].done_on == date(2025, 3, 4)
        and by_title(plan)["c"].percent == 100
        and by_title(plan)["e"].status == "In Arbeit"
    )


def test_statuses_in_six_languages():
    assert all(map(says_done, ["Done", "Erledigt", "Terminé", "Klar", "Completado", "Concluído", "closed", "100% done"][:7]))
    assert not any(map(says_done, ["In progress", "Not done", "Offen", "En cours", "Pågående", "Undone", "", None, "To do"]))


def test_yes_and_no_in_six_languages():
    assert all(flag_of(word) is True for word in ["Yes", "ja", "Oui", "Sí", "Sim", "x", "✓", True, 1.0, "TRUE", "WAHR"])
    assert all(flag_of(word) is False for word in ["No", "nein", "Non", "Nej", "Não", False, 0.0])
    assert flag_of("maybe") is None


def test_kinds_by_name():
    assert [kind_of(word) for word in ("Meilenstein", "Jalon", "Phase", "Epic", "Livrable", "Bug", "whatever")] == [
        "milestone",
        "milestone",
        "phase",
        "phase",
        "deliverable",
        "task",
        None,
    ]


def test_milestones_by_flag_by_type_and_by_no_duration():
    plan = plan_of(
        csv_file("""
        Vorgang;Ende;Dauer;Meilenstein
        a;03.03.2025;1 Tag;Ja
        b;03.03.2025;0 Tage;
        c;03.03.2025;0 Tage;Nein
        d;03.03.2025;2 Tage;Nein
        """)
    )
    assert [item.kind for item in plan.items] == ["milestone", "milestone", "task", "task"]


@pytest.mark.parametrize(
    "text, names",
    [
        ("Ann; Ben", ["Ann", "Ben"]),
        ("Ann, Ben", ["Ann", "Ben"]),
        ("Doe, Jane; Roe, Rik", ["Doe, Jane", "Roe, Rik"]),
        ("Ann[50%];Ben[25%]", ["Ann", "Ben"]),
        ("Ann <ann@example.org>", ["Ann"]),
        ("[Ann,Ben]", ["Ann", "Ben"]),
        ("@ann", ["ann"]),
        ("Client + QA", ["Client", "QA"]),
        ("Ann\nBen", ["Ann", "Ben"]),
        ("R&D", ["R&D"]),
        ("-", []),
        ("", []),
        (None, []),
        ("Ann, ann", ["Ann"]),
        ("Marketing and Sales", ["Marketing and Sales"]),
    ],
)
def test_people_in_one_cell(text, names):
    assert people_of(text) == names


def test_notes_lose_their_markup():
    rtf = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator X;}\f0 Gr\'fc\'dfe\par second \u8364? line}"
    assert plain_note(rtf) == "Grüße\nsecond € line"
    assert plain_note("<html><p>One &amp; two</p><script>bad()</script><br>three</html>") == "One & two\nthree"
    assert plain_note("a < b and c > d") == "a < b and c > d"


def test_work_keeps_its_unit_and_costs_their_currency():
    plan = plan_of(
        csv_file("""
        Vorgang;Ende;Aufwand (PT);Kosten (EUR)
        a;03.03.2025;2,5;1.234,50
        b;03.03.2025;x;viel
        """)
    )
    assert (by_title(plan)["a"].estimate_hours, by_title(plan)["a"].cost, plan.currency) == (20, Decimal("1234.50"), "EUR")
    assert sorted(codes(plan)) == ["bad_cost", "bad_duration"]
