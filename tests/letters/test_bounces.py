"""What servers report of mail they could not deliver: which address, whether for good, and of which mail."""
import pytest

from portal.letters.bounces import Bounce, bounces_in, is_report
from tests.letters.mails import mail, report


def test_a_report_tells_the_address_the_reason_and_the_mail():
    found = bounces_in(report("Original-Recipient: rfc822;Cleo@acme.example\nFinal-Recipient: rfc822; c.client@inside.example\n"
                              "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no such\n user here"))
    assert found == [Bounce("cleo@acme.example", True, "550 5.1.1 no such user here", "<m1@portal.example>")]


@pytest.mark.parametrize(("hard", "status", "said"), [
    (True, "5.1.1", ""), (True, "5.1.10", ""), (True, "5.0.0", "smtp; 550 5.1.1 unknown"), (True, "5.2.1", ""),
    (True, "5.4.1", ""), (True, "5.0.0", "smtp; 550 no such user"), (True, "", "smtp; 550 unknown user"),
    (False, "5.2.2", "smtp; 552 mailbox full"), (False, "4.4.7", "expired"), (False, "5.7.1", "smtp; 554 5.7.1 policy"),
    (False, "5.3.4", "too big"), (False, "5.0.0", "smtp; 550 5.7.1 spam"), (False, "", "smtp; 452 later"),
    (False, "nonsense", ""),
])
def test_only_what_lies_in_the_address_is_for_good(hard, status, said):
    fields = f"Final-Recipient: rfc822; cleo@acme.example\nAction: failed\nStatus: {status}\nDiagnostic-Code: {said}"
    assert [each.hard for each in bounces_in(report(fields))] == [hard]


def test_each_recipient_that_failed_counts_and_no_other():
    told = [("cleo", "failed", "5.1.1"), ("abe", "delivered", "2.0.0"), ("cora", "delayed", "4.4.1"), ("lea", "Failed", "5.2.2")]
    fields = "\n\n".join(f"Final-Recipient: rfc822; {who}@acme.example\nAction: {action}\nStatus: {status}"
                         for who, action, status in told)
    assert [(each.address, each.hard) for each in bounces_in(report(fields))] == [
        ("cleo@acme.example", True), ("lea@acme.example", False)]


@pytest.mark.parametrize("fields", [
    "Final-Recipient: rfc822; cleo@acme.example\nAction: delayed\nStatus: 4.4.1",
    "Final-Recipient: rfc822; cleo@acme.example\nAction: delivered\nStatus: 2.1.5", "", "Action: failed"])
def test_a_report_of_no_failure_is_a_report_and_no_bounce(fields):
    assert is_report(report(fields)) and bounces_in(report(fields)) == []


def test_the_mail_is_found_among_returned_headers_too():
    fields = "Final-Recipient: rfc822; cleo@acme.example\nAction: failed\nStatus: 5.1.1"
    found = bounces_in(report(fields, as_headers=True, original="Subject: Logo\nMessage-Id: <m2@portal.example>"))
    assert found[0].message_id == "<m2@portal.example>"
    assert bounces_in(report(fields, original="Subject: Logo"))[0].message_id is None


def test_a_server_that_writes_no_report_names_the_address_in_a_header():
    exim = mail("X-Failed-Recipients: Cleo@acme.example, abe@acme.example", "Subject: Mail delivery failed",
                body="no such address\n\nMessage-ID: <m3@portal.example>\n")
    assert bounces_in(exim) == [Bounce(f"{who}@acme.example", True, "Mail delivery failed", "<m3@portal.example>")
                                for who in ("cleo", "abe")]


def test_what_a_person_writes_is_no_report():
    assert bounces_in(mail("Subject: Undelivered", body="Final-Recipient: rfc822; x@y.example\nAction: failed")) == []


def test_a_report_about_thousands_is_cut():
    fields = "\n\n".join(f"Final-Recipient: rfc822; a{at}@acme.example\nAction: failed\nStatus: 5.1.1" for at in range(200))
    assert len(bounces_in(report(fields))) == 50
