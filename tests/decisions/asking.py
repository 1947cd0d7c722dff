"""Questions for tests: asked as a screen would ask them, answered by who is asked."""
from hashlib import sha256
from uuid import uuid4

from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.decisions.answering import answer
from portal.decisions.approval import Approval
from portal.decisions.asking import Asked, ask
from portal.decisions.awaiting import give_hands
from portal.decisions.current import current_things, things_of
from portal.entries.about import set_about
from portal.entries.visible import find_entry
from portal.files.blob import Blob
from portal.files.document import Document
from portal.files.version import Version
from portal.projects.standing import Standing, standing_on
from portal.projects.viewer import viewer_of


def standing(user, project) -> Standing:
    """Where somebody stands on a project, read anew."""
    return standing_on(viewer_of(user), project)


def found(user, approval) -> Approval | None:
    """A question as somebody finds it, with whose answer is awaited; None where they do not see it."""
    viewer = viewer_of(user)
    seen = find_entry(viewer, approval.project_id, approval.id, Approval)
    give_hands(viewer, [seen] if seen else [])
    return seen


def add_document(project, by, name="Logo.pdf", *, about=None, audience="client") -> Document:
    """A document with a first version, shared or not."""
    shared = now() if audience != "internal" else None
    document = Document(id=new_id(), workspace_id=project.workspace_id, project_id=project.id, title=name, audience=audience,
                        created_by_id=by.id, first_shared_at=shared)
    db.session.add(document)
    if about is not None:
        set_about(document, about)
    add_version(document, by, lane="internal" if audience == "internal" else "shared")
    return document


def add_version(document, by, *, lane="shared", content: bytes | None = None) -> Version:
    """One more version, with bytes of its own if nothing else is said. The bytes themselves are nowhere."""
    content = content if content is not None else uuid4().bytes
    digest, number = sha256(content).digest(), db.session.query(Version).filter_by(document_id=document.id).count() + 1
    if db.session.get(Blob, (document.workspace_id, digest)) is None:
        db.session.add(Blob(workspace_id=document.workspace_id, sha256=digest, size=len(content)))
        db.session.flush()
    version = Version(id=new_id(), workspace_id=document.workspace_id, document_id=document.id, number=number, lane=lane,
                      sha256=digest, size=len(content), media_type="application/pdf", name=document.title, by_id=by.id,
                      shared_at=now() if lane == "shared" else None)
    db.session.add(version)
    db.session.flush()
    return version


def asked_by(world, entry, approvers, *, by=None, rule="one", **facts):
    """Ask these people about an entry: about its newest version where it is a document, else as it stands."""
    project = world.shop if entry.project_id == world.shop.id else world.site
    kind = "version" if entry.kind == "document" else "item"
    return ask(**{"approval_id": uuid4(), "by": standing(by or world.tess, project), "project": project, "title": "Approve?",
                  "question": "Is it right?", "things": [Asked(kind, entry.id)],
                  "approvers": [world.seat(user).id for user in approvers], "rule": rule} | facts)


def seen_now(approval) -> list[str]:
    """What a page would show of it now."""
    return [each.hex for each in current_things(things_of(approval), shared=approval.is_for_client)]


def say(world, user, approval, verdict="approve", *, seen=None, **facts):
    """Somebody's answer to what is asked now, or to what they had seen."""
    project = world.shop if approval.project_id == world.shop.id else world.site
    return answer(**{"decision_id": uuid4(), "approval": approval, "by": standing(user, project), "verdict": verdict,
                     "words": "" if verdict == "approve" else "Bigger, please", "device": "Test", "assurance": "code",
                     "seen": seen if seen is not None else seen_now(approval)} | facts)
