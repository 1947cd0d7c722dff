"""Telling by its first bytes, never by its name, what a file is."""

import codecs
import re

from portal.plan.importing.limits import MAX_BYTES
from portal.plan.importing.refusal import PlanRefused

STARTS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "rar"),
    (b"ERMHDR", "xer"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "database"),
    (b"MPX,", "mpx"),
    (b"PAR1", "Parquet"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def format_of(data: bytes) -> str:
    """'xlsx', 'xml' or 'csv'; raises PlanRefused for anything that none of the readers can hold."""
    if len(data) > MAX_BYTES:
        raise PlanRefused("too_big", megabytes=round(len(data) / 1024 / 1024, 1), limit=MAX_BYTES // 1024 // 1024)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise PlanRefused("empty")
    if data.startswith(b"PK"):
        return "xlsx"
    if data.startswith(OLE):
        raise PlanRefused(*ole_code(data))
    for start, name in STARTS:
        if data.startswith(start):
            raise PlanRefused("other_format", format=name)
    return text_format(head_text(data))


def ole_code(data: bytes) -> tuple[str]:
    """Old Excel, Project and password-protected files share one container; the names inside tell them apart."""
    names = {
        name: data.find(name.encode("utf-16-le")) >= 0
        for name in ("EncryptedPackage", "Workbook", "Book", "   114", "   112", "   19", "TBkndTask", "Props14")
    }
    if names["EncryptedPackage"]:
        return ("encrypted",)
    if any(names[name] for name in ("TBkndTask", "   114", "   112", "Props14")):
        return ("mpp",)
    if names["Workbook"] or names["Book"]:
        return ("old_xls",)
    return ("old_office",)


def head_text(data: bytes) -> str:
    """The first few thousand characters, good enough to look at."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) : 8_192].decode(encoding, "replace").lstrip()
    if data[:2] == b"<\x00":
        return data[:8_192].decode("utf-16-le", "replace")
    if data[:2] == b"\x00<":
        return data[:8_192].decode("utf-16-be", "replace")
    return data[:8_192].decode("latin-1").lstrip()


def text_format(head: str) -> str:
    if re.match(r"<!doctype html|<html|<table|<meta", head, re.I):
        raise PlanRefused("other_format", format="HTML")
    if head.startswith("<"):
        return "xml"
    if re.match(r"[\[{]\s*[\"{\[]", head) and not re.match(r"\[[^\"{]*\]\s*[,;\t]", head):
        raise PlanRefused("other_format", format="JSON")
    if head.startswith("BEGIN:VCALENDAR"):
        raise PlanRefused("other_format", format="iCalendar")
    return "csv"
