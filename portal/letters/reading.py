"""What somebody wrote in a mail and what they put into it: the words of all its parts, and its files."""
from collections.abc import Iterator
from email.message import EmailMessage
from typing import NamedTuple

from portal.files.names import ending_of, tidy_name
from portal.letters.charsets import text_of
from portal.letters.flowed import unflowed
from portal.letters.from_html import words_of
from portal.letters.parsing import Unreadable, header

#: Nobody writes more, and no file takes so long to look at.
MOST_PARTS = 500
#: Of the words; the whole stands in the original.
MOST_WORDS = 1_000_000
#: They say that a mail is what was sent; nobody opens them.
SEALS = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
#: Files without a name get one by what they are.
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic",
           "application/pdf": "pdf", "text/plain": "txt", "text/html": "html", "text/calendar": "ics", "message/rfc822": "eml",
           "text/csv": "csv", "text/vcard": "vcf", "image/svg+xml": "svg", "application/zip": "zip"}


class File(NamedTuple):
    """A file that came along, or a picture that stood between the words."""

    name: str
    data: bytes
    #: It stood between the words: also the picture below every signature does.
    inline: bool = False


class Reading(NamedTuple):
    text: str
    files: list[File]


def read(message: EmailMessage) -> Reading:
    """The words, in the order of the parts and HTML as text where there is nothing else, and the files.

    Raises Unreadable.
    """
    words, files = [], []
    try:
        for part in _parts(message):
            if isinstance(part, File):
                files.append(part)
            elif part.strip():
                words.append(part.strip("\n"))
    except RecursionError as error:
        raise Unreadable("RecursionError") from error
    if len(files) + len(words) > MOST_PARTS:
        raise Unreadable("too many parts")
    return Reading("\n\n".join(words)[:MOST_WORDS], files)


def _parts(part: EmailMessage) -> Iterator[File | str]:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        yield _letter(part)
    elif part.is_multipart() and kind == "multipart/alternative":
        yield from _best(part)
    elif part.is_multipart():
        for each in part.get_payload():
            yield from _parts(each)
    elif _is_words(part, kind):
        yield _words(part, kind)
    elif kind not in SEALS and (data := _bytes(part)):
        yield File(_name(part, kind), data, inline=kind.startswith("image/") and part.get_content_disposition() != "attachment")


def _best(part: EmailMessage) -> Iterator[File | str]:
    """One of several ways to say the same: plain words before HTML, and the files of all of them."""
    ways = [list(_parts(each)) for each in part.get_payload()]
    told = [(way, each) for way, each in zip(ways, part.get_payload(), strict=True)
            if any(isinstance(word, str) and word.strip() for word in way)]
    best = next((way for way, each in told if not _holds_html(each)), told[0][0] if told else [])
    yield from (word for word in best if isinstance(word, str))
    for way in ways:
        yield from (file for file in way if isinstance(file, File))


def _holds_html(part: EmailMessage) -> bool:
    return any(each.get_content_type() == "text/html" and not _is_attached(each) for each in part.walk())


def _is_words(part: EmailMessage, kind: str) -> bool:
    # What says that it has parts and has none is words, too.
    return (kind in ("text/plain", "text/html") or kind.startswith("multipart/")) and not _is_attached(part)


def _is_attached(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or _given_name(part) is not None


def _words(part: EmailMessage, kind: str) -> str:
    text = text_of(_bytes(part), _parameter(part, "charset"))
    if kind == "text/html":
        return words_of(text)
    if (_parameter(part, "format") or "").lower() == "flowed":
        return unflowed(text, delete_space=(_parameter(part, "delsp") or "").lower() == "yes")
    return text


def _letter(part: EmailMessage) -> File:
    """A mail inside a mail, as the file it would be on a disk."""
    inner = part.get_payload()
    inner = inner[0] if isinstance(inner, list) and inner else part
    try:
        data = inner.as_bytes()
    except Exception:
        # The library reads some broken mails that it cannot write again; the whole stands in the original.
        data = str(part.get_payload()).encode("utf-8", "replace")
    return File(_with_ending(_given_name(part) or header(inner, "Subject") or "mail", "eml"), data)


def _bytes(part: EmailMessage) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:
        # What says that it is encoded, and is not, is taken as it stands.
        data = None
    if data is None:
        data = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return data


def _name(part: EmailMessage, kind: str) -> str:
    given = _given_name(part)
    if given and ending_of(given):
        return given
    return _with_ending(given or ("picture" if kind.startswith("image/") else "file"), ENDINGS.get(kind, ""))


def _given_name(part: EmailMessage) -> str | None:
    try:
        name = part.get_filename()
    except Exception:
        return None
    name = tidy_name(str(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")) if name else None
    return name or None


def _with_ending(name: str, ending: str) -> str:
    name = tidy_name(name)
    return f"{name}.{ending}" if ending and ending_of(name) != ending else name


def _parameter(part: EmailMessage, name: str) -> str | None:
    try:
        value = part.get_param(name)
    except Exception:
        return None
    return value[2] if isinstance(value, tuple) else value
