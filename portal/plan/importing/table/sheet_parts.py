"""Which part of the archive holds which sheet."""

import posixpath
import zipfile

from portal.plan.importing.safexml import local, parsed_events

BROKEN = "broken_workbook"


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> member name."""
    book = next((name for name in archive.namelist() if name.lower().endswith("workbook.xml")), None)
    folder, _, leaf = book.rpartition("/")
    targets = relations(archive, f"{folder}/_rels/{leaf}.rels".lstrip("/"), folder)
    found = {}
    with archive.open(book) as part:
        for _, element in parsed_events(part, broken=BROKEN, events=("end",)):
            if local(element.tag) == "sheet":
                key = next((value for name, value in element.attrib.items() if local(name) == "id" and name != "id"), "")
                if key in targets:
                    found[element.get("name", "")] = targets[key]
    return found


def relations(archive: zipfile.ZipFile, member: str, folder: str) -> dict[str, str]:
    names = set(archive.namelist())
    if member not in names:
        return {}
    targets = {}
    with archive.open(member) as part:
        for _, element in parsed_events(part, broken=BROKEN, events=("end",)):
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if path in names:
                targets[element.get("Id", "")] = path
    return targets
