"""Days, real and written, and the order of their parts."""

from datetime import date, datetime

import pytest

from portal.plan.importing import inspect_plan
from portal.plan.importing.values.dates import date_of
from tests.plan.importing.files import by_title, codes, csv_file, plan_of, xlsx_file

THIRD = date(2025, 3, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-31",
        "2025/03/31",
        "2025.03.31",
        "20250331",
        "2025-03-31T17:00:00",
        "2025-03-31 17:00",
        "2025-03-31T15:09:48+0000",
        "2025-03-31 00:00:00.0",
        "31.03.2025",
        "31.3.25",
        "31.03.2025 17:00",
        "Mo 31.03.25",
        "mån 2025-03-31",
        "Mon 31/03/25",
        "lun. 31/03/2025",
        "31/Mar/25 9:00 AM",
        "31 Mar 2025",
        "March 31, 2025",
        "Mar 31, 2025",
        "31. März 2025",
        "31 mars 2025",
        "31 de marzo de 2025",
        "31 de março de 2025",
        "31-Mar-2025",
        "Monday, March 31, 2025",
        "31st March 2025",
        "45747",
        45747,
        45747.5,
        1743379200000,
        "1743379200",
        "Mon 31.03.2025 8:00",
        "2025-3-31",
        " 31/3/2025 ",
        "31-03-2025",
        "seg 31/03/25",
        "mar. 31 mars 2025",
    ],
)
def test_one_day_in_many_hands(text):
    assert date_of(text, order="dmy") == date(2025, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "Q1",
        "3d",
        "12 days",
        "1.2.3",
        "31.02.2025",
        "2025-13-01",
        "12",
        "0",
        "99999999",
        "5 May",
        "3/4",
        "1e5",
        "٣",
        "31.03.2025 and later",
        "-",
        "1.10",
        "2025",
        "v2.1.0.3",
    ],
)
def test_what_is_no_day(text):
    assert date_of(text, order="dmy") is None


def test_months_and_weeks_begin_and_end():
    assert date_of("03/2025") == date(2025, 3, 1) and date_of("March 2025", end=True) == date(2025, 3, 31)
    assert date_of("KW 10/2025") == date(2025, 3, 3) and date_of("2025-W10", end=True) == date(2025, 3, 7)


def order_of(*days):
    return inspect_plan(("Task,Due\n" + "".join(f"T{n},{day}\n" for n, day in enumerate(days))).encode(), "x.csv").date_order


def test_one_part_above_twelve_settles_the_order_of_all():
    assert order_of("03/04/2025", "13/04/2025") == "dmy"
    assert order_of("03/04/2025", "04/13/2025") == "mdy"
    assert order_of("2025-04-03", "2025-04-13") == "ymd"
    assert order_of("03.04.2025") == "dmy"


def test_nothing_above_twelve_has_to_be_asked():
    data = csv_file("Task,Due\nA,03/04/2025\nB,05/06/2025\n")
    found = inspect_plan(data, "x.csv")
    assert (found.date_order, found.date_samples) == ("ambiguous", ["03/04/2025", "05/06/2025"])
    assert "dates_ambiguous" in codes(plan_of(data))
    assert by_title(plan_of(data, date_order="mdy"))["A"].due == date(2025, 3, 4)
    assert by_title(plan_of(data, date_order="dmy"))["A"].due == date(2025, 4, 3)


def test_dates_that_contradict_each_other_have_to_be_asked():
    assert order_of("13/04/2025", "04/13/2025") == "ambiguous"


def test_another_column_may_settle_the_order():
    data = csv_file("Task,Due,Created\nA,03/04/2025,25/03/2025\n")
    assert by_title(plan_of(data))["A"].due == date(2025, 4, 3)


def test_a_wrong_date_is_said_with_its_row_and_column():
    plan = plan_of(csv_file("Task;Ende\nA;31.03.2025\nB;32.03.2025\nC;\nD;offen\n"))
    assert [(w.row, w.code, w.params) for w in plan.warnings] == [(3, "bad_date", {"column": "Ende", "value": "32.03.2025"})]


def test_real_dates_of_excel_and_bare_serial_numbers_are_days():
    plan = plan_of(xlsx_file([["Task", "Start", "Finish"], ["A", THIRD, datetime(2025, 3, 4, 17)], ["B", 45719, 45720]]))
    assert [(item.start, item.due) for item in plan.items] == [(THIRD, date(2025, 3, 4))] * 2


def test_two_days_in_one_cell_are_a_period():
    plan = plan_of(csv_file("Task,Timeline\nA,2025-03-03 - 2025-03-07\nB,2025-03-10 to 2025-03-11\n"))
    assert [(item.start, item.due) for item in plan.items] == [(THIRD, date(2025, 3, 7)), (date(2025, 3, 10), date(2025, 3, 11))]


def test_a_start_and_a_duration_make_an_end_over_the_weekend():
    plan = plan_of(csv_file("Task,Start,Duration\nA,2025-03-06,3 days\nB,2025-03-06,1 wk\nC,2025-03-06,3 edays\n"))
    assert [item.due for item in plan.items] == [date(2025, 3, 10), date(2025, 3, 12), date(2025, 3, 8)]


def test_durations_that_count_weekends_elsewhere_in_the_file_count_them_everywhere():
    plan = plan_of(csv_file("Task,Start,End,Days\nA,2025-03-06,2025-03-10,5\nB,2025-03-06,,5\n"))
    assert by_title(plan)["B"].due == date(2025, 3, 10)


def test_an_end_before_the_start_is_said():
    assert codes(plan_of(csv_file("Task,Start,End\nA,2025-03-06,2025-03-01\n"))) == ["dates_reversed"]
