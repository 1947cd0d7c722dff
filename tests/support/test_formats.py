"""Dates, numbers and money as the reader writes them."""
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from blueprints.support import formats

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["en", "de", "fr", "sv"])
def locale(app, request):
    with app.test_request_context(headers={"Accept-Language": request.param}), time_machine.travel(NOON, tick=False):
        yield request.param


def test_a_day_is_written_in_the_readers_way(locale):
    assert formats.day(date(2026, 5, 4)) == {"en": "May 4", "de": "4. Mai", "fr": "4 mai", "sv": "4 maj"}[locale]
    assert "2025" in formats.day(date(2025, 5, 4)) and formats.day(None) == ""


def test_how_long_ago(locale):
    assert formats.ago(NOON - timedelta(minutes=3, seconds=40)) == {
        "en": "3 minutes ago", "de": "vor 3 Minuten", "fr": "il y a 3 minutes", "sv": "för 3 minuter sedan"}[locale]
    assert formats.ago(NOON + timedelta(hours=2)) == {
        "en": "in 2 hours", "de": "in 2 Stunden", "fr": "dans 2 heures", "sv": "om 2 timmar"}[locale]
    assert formats.ago(NOON - timedelta(days=30)) == formats.day(date(2026, 4, 4))


def test_money_numbers_and_shares(locale):
    assert formats.money(Decimal("1234.5"), "EUR").replace("\xa0", " ").replace("\u202f", " ") == {
        "en": "€1,234.50", "de": "1.234,50 €", "fr": "1 234,50 €", "sv": "1 234,50 €"}[locale]
    assert formats.number(0.5) == {"en": "0.5"}.get(locale, "0,5")
    assert formats.percent(45).replace("\xa0", " ").replace("\u202f", " ") == {"en": "45%"}.get(locale, "45 %")


def test_a_moment_stands_in_the_readers_zone(app, monkeypatch):
    monkeypatch.setattr(formats, "reader_zone", lambda: "America/New_York")
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert formats.clock(NOON).replace("\u202f", " ") == "8:00 AM"
        assert formats.day(datetime(2026, 5, 4, 2, 0, tzinfo=UTC), year=False) == "May 3"
        assert formats.moment(NOON).replace("\u202f", " ") == "May 4, 2026, 8:00 AM"
        stamp = formats.Stamps()(datetime(2026, 5, 4, 2, 0, tzinfo=UTC))
        assert "May 3, 2026" in stamp.day and "10:00" in stamp.exact


def test_a_language_we_do_not_speak_reads_english(app):
    with app.test_request_context(headers={"Accept-Language": "ja, pt;q=0.5"}):
        assert formats.reader_locale() == "en"


def test_thirty_dates_alike_are_formatted_once(app, monkeypatch):
    calls = []
    monkeypatch.setattr(formats.dates, "format_skeleton", lambda *args, **named: calls.append(args) or "x")
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert [formats.day(date(1987, 3, 9)) for _ in range(30)] == ["x"] * 30
    assert len(calls) == 1
    formats._skeleton.cache_clear()
