"""Mail that programs write by themselves is told by its headers."""
import pytest

from portal.letters.automatic import why_automatic
from tests.letters.mails import mail, report


@pytest.mark.parametrize(("why", "header"), [
    ("auto_reply", "Auto-Submitted: auto-replied"), ("auto_reply", "Auto-Submitted: auto-generated; x=y"),
    ("auto_reply", "auto-submitted: Auto-Notified (by cron)"), ("auto_reply", "Precedence: auto_reply"),
    ("auto_reply", "X-Autoreply: yes"), ("auto_reply", "Return-Path: <>"), ("auto_reply", "Subject: Automatic reply: Logo"),
    ("auto_reply", "Subject: =?utf-8?q?R=C3=A9ponse_automatique?= : Logo"), ("auto_reply", "Subject: Abwesenheitsnotiz: Logo"),
    ("auto_reply", "From: Mail Delivery System <MAILER-DAEMON@mx.example>"),
    ("list", "List-Id: Friends <friends.example>"), ("list", "List-Unsubscribe: <mailto:x@y.example>"),
    ("list", "Precedence: list"),
    ("bulk", "Precedence: bulk"), ("bulk", "Precedence: JUNK"),
    ("loop", "X-Loop: reply@portal.example"), ("loop", "Message-ID: <71.1795000000@portal.example>"),
    ("loop", "\n".join(["Received: from a by b; Tue, 3 Mar 2026 09:12:00 +0000"] * 101)),
])
def test_what_a_program_wrote_is_no_reply(why, header):
    assert why_automatic(mail(header), own_host="Portal.example") == why


@pytest.mark.parametrize("header", [
    "Message-ID: <CAKf=x1.1795000000@portal.example>",
    "Auto-Submitted: no", "Auto-Submitted: no (a person)", "Subject: Re: Automatic reply: Logo", "Precedence: first-class",
    "Return-Path: <cleo@acme.example>", "Message-ID: <1@notportal.example>", "Subject: Out of paper",
    "Received: from a by b; Tue, 3 Mar 2026 09:12:00 +0000",
])
def test_what_a_person_wrote_is_one(header):
    assert why_automatic(mail(header), own_host="portal.example") is None


def test_a_report_of_a_server_is_never_a_reply():
    assert why_automatic(report("Final-Recipient: rfc822; cleo@acme.example\nAction: failed\nStatus: 5.1.1")) == "auto_reply"
