"""Looking into a zip container before anything is inflated for real."""

import io
import zipfile

from portal.plan.importing.limits import MAX_INFLATED, MAX_MEMBERS
from portal.plan.importing.refusal import PlanRefused

OTHERS = (
    ("mimetype", "OpenDocument"),
    ("word/document.xml", "Word"),
    ("ppt/presentation.xml", "PowerPoint"),
    ("Index/Document.iwa", "Numbers"),
    ("xl/workbook.bin", "xlsb"),
)


def open_workbook_archive(data: bytes) -> zipfile.ZipFile:
    """The archive of a workbook whose true size is known to be bearable.

    Declared sizes may lie, so each part is inflated once, counted and thrown away. Raises PlanRefused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
    except Exception as error:
        raise PlanRefused("broken_workbook") from error
    check_kind(names)
    check_sizes(archive)
    return archive


def check_kind(names: set[str]):
    for name, label in OTHERS:
        if name in names:
            raise PlanRefused("other_format", format=label)
    if not any(name.lower().endswith("workbook.xml") for name in names):
        raise PlanRefused("other_format", format="zip")


def check_sizes(archive: zipfile.ZipFile):
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_INFLATED:
        raise PlanRefused("zip_bomb", limit=MAX_INFLATED // 1024 // 1024)
    if any(member.flag_bits & 1 for member in members):
        raise PlanRefused("encrypted")
    inflated = 0
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        inflated += inflated_size(archive, member, MAX_INFLATED - inflated)


def inflated_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> int:
    size = 0
    try:
        with archive.open(member) as part:
            while chunk := part.read(1 << 20):
                size += len(chunk)
                if size > allowed:
                    raise PlanRefused("zip_bomb", limit=MAX_INFLATED // 1024 // 1024)
    except PlanRefused:
        raise
    except Exception as error:
        raise PlanRefused("broken_workbook") from error
    return size
