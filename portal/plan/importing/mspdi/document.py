"""One pass over the file: what stands in it, as plain dictionaries of text."""

import re
from dataclasses import dataclass, field

from portal.plan.importing.limits import MAX_ROWS
from portal.plan.importing.refusal import PlanRefused
from portal.plan.importing.safexml import local, parsed_events

KNOWN_ROOTS = {
    "APIBusinessObjects": "Primavera P6",
    "BusinessObjects": "Primavera P6",
    "Workbook": "Excel 2003 XML",
    "html": "HTML",
    "svg": "SVG",
    "plist": "Apple property list",
    "project": "GanttProject",
    "package": "Word",
    "rss": "RSS",
    "feed": "Atom",
    "document": "OpenDocument",
    "rdf": "RDF",
    "gpx": "GPX",
    "opml": "OPML",
    "map": "FreeMind",
    "xmap-content": "XMind",
    "Data": "Primavera P6",
}
NAMESPACE = "http://schemas.microsoft.com/project"
ROWS = {"Task": "tasks", "Resource": "resources", "Assignment": "assignments"}


@dataclass(slots=True)
class Document:
    """The project's own values, its tasks (with their links under `links`), resources and assignments."""

    project: dict[str, str] = field(default_factory=dict)
    tasks: list[dict] = field(default_factory=list)
    resources: list[dict] = field(default_factory=list)
    assignments: list[dict] = field(default_factory=list)


def document_of(data: bytes) -> Document:
    """Raises PlanRefused for other XML formats, broken XML, entities, too many tasks."""
    document, path = Document(), []
    for event, element in parsed_events(mended(data), broken="broken_xml"):
        name = local(element.tag)
        if event == "start":
            path.append(name)
            if len(path) == 1:
                check_root(element, name)
            continue
        path.pop()
        if len(path) == 2 and name in ROWS:
            collect(document, name, element)
        elif len(path) == 1:
            if not len(element) and name not in ("Tasks", "Resources", "Assignments"):
                document.project[name] = (element.text or "").strip()
            element.clear()
    return document


def mended(data: bytes) -> bytes:
    """The file as its program meant it: without blanks before it, in the western letters that it calls UTF-8."""
    data = data.lstrip(b" \t\r\n")
    said = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w-]+)", data)
    if data[:1] == b"<" and data[1:2] != b"\x00" and (said is None or said[1].lower() in (b"utf-8", b"utf8")):
        try:
            data.decode()
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace").encode()
    return data


def check_root(element, name: str):
    space = element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""
    if name == "Project" and (not space or space.startswith(NAMESPACE)):
        return
    if name in KNOWN_ROOTS:
        raise PlanRefused("other_xml", format=KNOWN_ROOTS[name])
    raise PlanRefused("unknown_xml", root=name[:60])


def collect(document: Document, name: str, element):
    rows = getattr(document, ROWS[name])
    rows.append(row_of(element))
    if name == "Task" and len(rows) > MAX_ROWS + 200:
        raise PlanRefused("too_many_rows", limit=MAX_ROWS)
    element.clear()


def row_of(element) -> dict:
    """The simple children of a row as text, and its predecessor links."""
    row = {"links": []}
    for child in element:
        name = local(child.tag)
        if name == "PredecessorLink":
            row["links"].append({local(part.tag): (part.text or "").strip() for part in child})
        elif not len(child):
            row.setdefault(name, child.text or "")
    return row
