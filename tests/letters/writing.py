"""Mails as people's programs write them."""
from email.message import EmailMessage
from email.utils import make_msgid

#: One by one pixels.
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000000030001"
                    "36286c070000000049454e44ae426082")


def mail(text: str | None = "Fine with me", *, sender: str = "cleo@example.com", to: str = "reply@portal.test", files=(),
         html: str | None = None, **headers) -> bytes:
    """A mail in text, or HTML, with files as (name, data) beside it."""
    message = EmailMessage()
    message["From"], message["To"] = sender, to
    message["Subject"] = headers.pop("subject", "Re: Logo")
    message["Message-ID"] = headers.pop("message_id", None) or make_msgid(domain="example.com")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def raw(headers: str, body: str | bytes = "") -> bytes:
    """A mail byte by byte, as broken as it is written here."""
    body = body.encode() if isinstance(body, str) else body
    return "\n".join(line.strip() for line in headers.strip().splitlines()).encode("utf-8", "surrogateescape") + b"\n\n" + body
