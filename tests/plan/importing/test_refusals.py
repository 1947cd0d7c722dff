# ruff: noqa: E501  (rows of files stand as their programs write them)
"""Files that are no plan, each with its sentence."""

import io
import zipfile

import pytest

from portal.plan.importing import sentences
from portal.plan.importing.limits import MAX_BYTES
from tests.plan.importing.files import MSPDI, csv_file, mspdi_file, refused, task, xlsx_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def zipped(**members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    "data, code",
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\n\n;;\n", "empty"),
        (b"%PDF-1.7 ...", "other_format"),
        (b"\x89PNG\r\n", "other_format"),
        (b"ERMHDR\t19.12", "other_format"),
        (b'{"tasks": []}', "other_format"),
        (b"<html><body><table>", "other_format"),
        (b"BEGIN:VCALENDAR\n", "other_format"),
        (b"PK\x03\x04 broken", "broken_workbook"),
        (OLE + "Workbook".encode("utf-16-le"), "old_xls"),
        (OLE + "TBkndTask".encode("utf-16-le"), "mpp"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE, "old_office"),
        (b"<APIBusinessObjects xmlns='http://xmlns.oracle.com/Primavera/x'/>", "other_xml"),
        (b"<project><tasks/></project>", "other_xml"),
        (b"<stuff/>", "unknown_xml"),
        (b"<Project xmlns='urn:other'/>", "unknown_xml"),
        (b"<Project><Tasks>", "broken_xml"),
        (mspdi_file(""), "no_tasks_xml"),
        (mspdi_file(task(0, "House", 0)), "no_tasks_xml"),
        (mspdi_file("<Task><UID>1</UID><ID>1</ID><Name>A</Name><OutlineLevel>1</OutlineLevel></Task>"), "no_dates_xml"),
        (b'subject;description\nfoo;"never closed\nmore;rows\n', "unclosed_quote"),
        (b"Task;Due\n", "no_tasks"),
        (b"Task;Owner\nA;Ann\n", "no_date_column"),
        (b"Task;Due\nA;soon\nB;later\n", "no_dates"),
        (bytes(range(256)) * 40, "not_text"),
        (b"Due,Start\n2025-03-03,2025-03-03\n", "no_title_column"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "other_format"),
        (zipped(word__document_xml="<x/>"), "other_format"),
        (zipped(a="b"), "other_format"),
        (xlsx_file([]), "empty"),
        (xlsx_file([["Task", "Due"]]), "no_tasks"),
        (b"word", "no_date_column"),
    ],
)
def test_what_is_refused_and_how(data, code):
    refusal = refused(data)
    assert refusal.code == code
    sentence = sentences.refusal(refusal)
    assert sentence.endswith(".") and "%(" not in sentence


def test_the_line_of_an_open_quote_is_named():
    assert refused(b'a;b\n"x\ny";2\nfoo;"open\n').params == {"line": 4}


def test_too_many_bytes_and_too_many_rows():
    assert refused(b"x" * (MAX_BYTES + 1)).code == "too_big"
    assert refused(b"Task,Due\n" + b"A,2025-03-03\n" * 20_001).code == "too_many_rows"
    assert refused(mspdi_file(task(1, "A") * 20_001)).code == "too_many_rows"


def test_entities_are_not_expanded():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Project xmlns="%s"><Title>&b;</Title></Project>'
        % MSPDI.encode()
    )
    assert refused(bomb).code == "xml_bomb"
    assert refused(b'<!DOCTYPE p SYSTEM "file:///etc/passwd"><Project/>').code == "xml_bomb"


def rewritten(data: bytes, change) -> bytes:
    """A workbook with some of its parts changed by `change(name, text)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def test_workbooks_that_explode_are_not_opened():
    good = xlsx_file([["Task", "Due"], ["A", "2025-03-03"]])
    huge = rewritten(good, lambda name, text: text + b" " * 130_000_000 if name.endswith("sheet1.xml") else text)
    assert len(huge) < 1_000_000 and refused(huge).code == "zip_bomb"
    bomb = rewritten(good, lambda name, text: b'<!DOCTYPE x [<!ENTITY a "b">]>' + text if name.endswith("sheet1.xml") else text)
    assert refused(bomb).code in ("xml_bomb", "broken_workbook")


def test_a_lie_about_the_size_of_a_part_is_found():
    good = xlsx_file([["Task", "Due"], ["A", "2025-03-03"]])
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = good.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != good and refused(lie).code == "broken_workbook"


def test_a_value_in_the_last_corner_of_a_sheet_costs_nothing():
    rows = [["Task", "Due"], ["A", "2025-03-03"]]
    far = rewritten(
        xlsx_file(rows),
        lambda name, text: (
            text.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
            if name.endswith("sheet1.xml")
            else text
        ),
    )
    assert refused(far).code == "stray_cells"


def test_every_code_that_is_raised_or_warned_has_a_sentence():
    import pathlib
    import re

    sources = "\n".join(path.read_text() for path in pathlib.Path(sentences.__file__).parent.rglob("*.py"))
    assert set(re.findall(r'PlanRefused\(\s*"(\w+)"', sources)) | {"mpp", "old_xls", "old_office", "encrypted"} <= set(
        sentences.REFUSALS
    )
    assert set(re.findall(r'(?:warnings\.add\([^"]*|else )"([a-z]+_[a-z_]+)"', sources)) - {"parent_self"} <= set(
        sentences.WARNINGS
    ) | {"estimate_hours"}


def test_a_csv_under_any_name_is_read_for_what_it_is():
    assert refused(csv_file("Task,Owner\nA,Ann\n"), "plan.xlsx").code == "no_date_column"
