"""Mails as servers and programs write them, for tests."""
from email import message_from_string, policy
from email.message import EmailMessage


def mail(*headers: str, body: str = "Yes.") -> EmailMessage:
    """A mail with these headers, and with a sender unless they name one."""
    lines = [*headers] + ([] if any(each.lower().startswith("from:") for each in headers) else ["From: Cleo <cleo@acme.example>"])
    return message_from_string("\n".join([*lines, "", body]), policy=policy.default)


def report(recipients: str, *, original: str = "Message-ID: <m1@portal.example>\nSubject: Logo", kind: str = "delivery-status",
           as_headers: bool = False) -> EmailMessage:
    """What a mail server writes of a mail it could not deliver (RFC 3464)."""
    returned = "text/rfc822-headers" if as_headers else "message/rfc822"
    body = f"""--b
Content-Type: text/plain

This mail could not be delivered to one or more recipients.

--b
Content-Type: message/{kind}

Reporting-MTA: dns; mx.acme.example

{recipients}

--b
Content-Type: {returned}

{original}

--b--
"""
    return mail("From: MAILER-DAEMON@mx.acme.example", f'Content-Type: multipart/report; report-type={kind}; boundary="b"',
                "MIME-Version: 1.0", body=body)
