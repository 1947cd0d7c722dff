"""What waits for what moves moves along, in days of work, by as much as the time between is used up."""
from datetime import date

from portal.changes.days import days_from, later
from portal.changes.following import Link, Span, pushed

FRIDAY, MONDAY = date(2026, 5, 1), date(2026, 5, 4)


def test_days_of_work_leave_weekends_out():
    assert days_from(FRIDAY, MONDAY) == 1 and days_from(MONDAY, FRIDAY) == -1
    assert days_from(FRIDAY, date(2026, 5, 15)) == 10
    assert later(FRIDAY, 1) == MONDAY and later(FRIDAY, 5) == date(2026, 5, 8)
    assert later(date(2026, 5, 2), 1) == MONDAY, "work that begins on a Saturday goes on on Monday"


def test_what_starts_right_after_moves_along_and_is_as_long_as_before():
    spans = {"a": Span(None, FRIDAY), "b": Span(MONDAY, date(2026, 5, 8)), "c": Span(date(2026, 5, 11), date(2026, 5, 12))}
    links = [Link("b", "a", "FS", 0), Link("c", "b", "FS", 0)]
    found = pushed(spans, links, {"a": date(2026, 5, 6)})
    assert {id: push.days for id, push in found.items()} == {"b": 3, "c": 3}
    assert (found["b"].because, found["c"].because) == ("a", "b")


def test_time_between_is_used_up_first_and_nothing_is_pulled_forward():
    spans = {"a": Span(None, FRIDAY), "b": Span(date(2026, 5, 6), date(2026, 5, 8))}
    links = [Link("b", "a", "FS", 0)]
    assert pushed(spans, links, {"a": date(2026, 5, 5)}) == {}
    assert pushed(spans, links, {"a": date(2026, 5, 7)})["b"].days == 2
    assert pushed(spans, links, {"a": date(2026, 4, 20)}) == {}


def test_each_way_of_waiting_hangs_on_its_own_end():
    spans = {"a": Span(MONDAY, date(2026, 5, 8)), "b": Span(MONDAY, date(2026, 5, 8))}
    for kind, days in (("FF", 5), ("SS", None), ("SF", None)):
        found = pushed(spans, [Link("b", "a", kind, 0)], {"a": date(2026, 5, 15)})
        assert (found["b"].days if found else None) == days, kind
    spans["c"] = Span(MONDAY, date(2026, 5, 8))
    found = pushed(spans, [Link("b", "a", "FS", 0), Link("c", "b", "SS", 0)], {"a": date(2026, 5, 11)})
    assert found["c"].days == found["b"].days == 1, "what follows as a whole takes along what starts with it"


def test_the_longest_way_counts_and_what_is_set_by_hand_is_not_pushed():
    spans = {name: Span(MONDAY, FRIDAY) for name in "abcd"}
    links = [Link("c", "a", "FF", 0), Link("c", "b", "FF", 0), Link("d", "c", "FF", 0)]
    ends = {"a": date(2026, 5, 5), "b": date(2026, 5, 8)}
    found = pushed(spans, links, ends)
    assert (found["c"].days, found["c"].because, found["d"].days) == (5, "b", 5)
    assert "c" not in pushed(spans, links, ends | {"c": FRIDAY})


def test_a_ring_ends_and_an_unknown_day_leaves_no_time_between():
    spans = {"a": Span(None, FRIDAY), "b": Span(None, None), "c": Span(None, date(2026, 6, 1))}
    links = [Link("b", "a", "FS", 0), Link("c", "b", "FS", 0)]
    assert {id: push.days for id, push in pushed(spans, links, {"a": date(2026, 5, 8)}).items()} == {"b": 5, "c": 5}
    ring = pushed(spans, [*links, Link("b", "c", "FS", 0)], {"a": date(2026, 5, 8)})
    assert ring.keys() == {"b"}, "what stands in a ring is not asked again and again"
