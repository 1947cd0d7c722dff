"""Whether a mail comes from who it says, as our own receiving server tells."""
import pytest

from portal.letters.authentic import verdict
from tests.letters.mails import mail

TRUSTED = ["MX.portal.example"]


def judged(*results: str, sender: str = "From: Cleo <cleo@acme.example>") -> str:
    return verdict(mail(sender, *(f"Authentication-Results: {each}" for each in results)), TRUSTED)


@pytest.mark.parametrize(("outcome", "results"), [
    ("pass", "mx.portal.example; dmarc=pass (p=reject; sp=x) header.from=acme.example"),
    ("pass", "mx.portal.example 1; spf=fail smtp.mailfrom=x@y.example; dkim=pass header.d=acme.example header.s=k"),
    ("pass", "mx.portal.example; dkim=pass header.i=@mail.acme.example"),
    ("pass", 'mx.portal.example; spf=pass smtp.mailfrom="bounce@acme.example"'),
    ("pass", "mx.portal.example; dkim=fail header.d=acme.example; dkim=pass header.d=acme.example"),
    ("fail", "mx.portal.example; dmarc=fail header.from=acme.example; dkim=pass header.d=acme.example"),
    ("fail", "mx.portal.example; dmarc=pass header.from=evil.example"),
    ("fail", "mx.portal.example; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=a@evil.example"),
    ("fail", "mx.portal.example; dkim=pass header.d=notacme.example"),
    ("fail", "mx.portal.example; dkim=pass header.d=example"),
    ("fail", "mx.portal.example; spf=softfail smtp.mailfrom=a@acme.example"),
    ("fail", 'mx.portal.example; x=y reason="; dkim=pass header.d=acme.example"; dkim=fail header.d=acme.example'),
    ("fail", "mx.portal.example; dkim=fail (; dkim=pass header.d=acme.example (deep)) header.d=acme.example"),
    ("none", "mx.portal.example; none"), ("none", "mx.portal.example; spf=neutral smtp.mailfrom=a@acme.example"),
    ("none", "mx.portal.example; spf=temperror smtp.mailfrom=a@acme.example"), ("none", "mx.portal.example"), ("none", ""),
    ("none", "mx.evil.example; dmarc=pass header.from=acme.example"),
    ("none", "mx.portal.example.evil.example; dmarc=pass header.from=acme.example"),
])
def test_only_what_a_trusted_server_says_of_the_senders_domain_counts(outcome, results):
    assert judged(results) == outcome


def test_what_stands_below_the_topmost_of_our_server_came_with_the_mail():
    assert judged("mx.portal.example; dmarc=fail header.from=acme.example",
                  "mx.portal.example; dmarc=pass header.from=acme.example") == "fail"
    assert judged("mx.evil.example; dmarc=pass", "mx.portal.example; dkim=pass header.d=acme.example") == "pass"


def test_a_mail_of_several_senders_or_none_comes_from_nobody():
    passed = "mx.portal.example; dkim=pass header.d=acme.example"
    assert judged(passed, sender="From: cleo@acme.example, tess@nord.example") == "fail"
    assert judged(passed, sender="From: cleo@acme.example\nFrom: tess@nord.example") == "fail"
    assert judged(passed, sender="From: nobody") == "fail"


def test_without_a_trusted_server_nothing_is_known():
    assert verdict(mail("Authentication-Results: mx.portal.example; dmarc=pass header.from=acme.example"), []) == "none"
