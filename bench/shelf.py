"""``bin/bench --files``: what the list of a project's 5,000 documents costs, beside its list of fifty items.

Five thousand documents with two versions each, every third the team's own and every fifth with a newer version that is not
shared. Asked one after the other over a kept connection, as the client's contact and as a manager.
"""
import http.client
from datetime import timedelta
from time import perf_counter

from sqlalchemy import insert

from bench import town as towns
from bench.fill import look_over
from bench.pages import COOKIE
from bench.requests import Request
from bench.statements import count_statements
from portal.base.database import db
from portal.base.folded import folded
from portal.base.ids import new_id
from portal.entries.about import AboutLink
from portal.entries.entry import Entry
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.listing import PAGE
from portal.files.version import Version
from portal.people.membership import Membership
from portal.projects.member import ProjectMember
from portal.projects.project import Project

DOCUMENTS, TIMES = 5000, 60


def measure_shelf(town, *, documents: int = DOCUMENTS, times: int = TIMES) -> dict:
    """{who: {page: {ms, p95_ms, kb, statements}}}"""
    with town.app.app_context():
        last = _fill(town, documents)
    base = f"/projects/{town.filled.project_id}"
    pages = {"list of 50 items": base, "files, newest": f"{base}/documents", "files, far back": f"{base}/documents?before={last}",
             "files, by name": f"{base}/documents?q=drawing+77"}
    people = {"contact": town.filled.contact_token, "manager": town.filled.manager_token}
    return {who: {name: _asked(town, path, token, times) for name, path in pages.items()} for who, token in people.items()}


def tell_shelf(found: dict) -> str:
    return "\n".join(f"{who}, {name}: {told['ms']:.1f} ms, p95 {told['p95_ms']:.1f} ms, {told['kb']:.1f} KB, "
                     f"{told['statements']} statements" for who, pages in found.items() for name, told in pages.items())


def _asked(town, path: str, token: str, times: int) -> dict:
    headers = {"Cookie": f"{COOKIE}={token}", "Accept": "text/html", "Accept-Encoding": "gzip"}
    line, took, size = http.client.HTTPConnection("127.0.0.1", town.server.port, timeout=60), [], 0
    for _ in range(times):
        began = perf_counter()
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        size = len(answer.read())
        assert answer.status == 200, f"{path} answers {answer.status}"
        took.append((perf_counter() - began) * 1000)
    took.sort()
    return {"ms": took[len(took) // 2], "p95_ms": took[len(took) * 95 // 100], "kb": size / 1024,
            "statements": count_statements(town.app, Request(path, headers={"Cookie": headers["Cookie"]}))}


def _fill(town, documents: int):
    """Fill the measured project's shelf. A document that stands far back in its list."""
    project = db.session.get(Project, town.filled.project_id)
    by = db.session.query(Membership.user_id).join(ProjectMember, ProjectMember.membership_id == Membership.id).filter(
        ProjectMember.project_id == project.id).limit(5).all()
    rows = [_one(project, town.filled.item_id, number, by[number % len(by)][0]) for number in range(documents)]
    digest = b"\x01" * 32
    db.session.execute(insert(Blob), [{"workspace_id": project.workspace_id, "sha256": digest, "size": 2000, "tries": 0}])
    for record, part in ((Entry, "entry"), (Document, "document"), (AboutLink, "link")):
        found = [row[part] for row in rows if row[part]]
        for start in range(0, len(found), 1000):
            db.session.execute(insert(record.__table__), found[start:start + 1000])
    versions = [{**each, "sha256": digest} for row in rows for each in row["versions"]]
    for start in range(0, len(versions), 1000):
        db.session.execute(insert(Version.__table__), versions[start:start + 1000])
    db.session.commit()
    look_over()
    return next(row["entry"]["id"] for row in reversed(rows[:-3 * PAGE]) if row["entry"]["audience"] == "client")


def _one(project: Project, item_id, number: int, by_id) -> dict:
    shared, moment, key = number % 3 != 0, towns.NOW - timedelta(minutes=number), new_id()
    of = {"workspace_id": project.workspace_id}
    title = f"Drawing {number} of the façade.pdf"
    about = item_id if number % 2 else None
    entry = {**of, "id": key, "project_id": project.id, "kind": "document", "title": title, "about_id": about, "position": 0,
             "path": "", "audience": "client" if shared else "internal", "created_at": moment, "created_by_id": by_id,
             "files": 0, "last_activity_at": moment, "last_shared_activity_at": moment if shared else None,
             "first_shared_at": moment if shared else None}
    versions = [{**of, "id": new_id(), "document_id": key, "number": at + 1, "size": 2000, "media_type": "application/pdf",
                 "lane": "shared" if shared and (at == 0 or number % 5) else "internal", "name": title, "by_id": by_id,
                 "note": "", "at": moment} for at in range(2)]
    return {"entry": entry, "document": {"id": key, "sought": folded(title)}, "versions": versions,
            "link": about and {**of, "entry_id": key, "about_id": about}}
