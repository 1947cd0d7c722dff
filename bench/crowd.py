"""Many people on the measured project, each signed in, for streams."""
from bench.fill import Filled, _people, _store
from portal.base.clock import now
from portal.base.database import db
from portal.base.ids import new_id
from portal.people.session import Session
from portal.people.sessions import ABSOLUTE
from portal.people.tokens import hashed, random_token
from portal.projects.member import ProjectMember
from portal.projects.project import Project


def gather(filled: Filled, people: int) -> list[str]:
    """So many contacts of the project's client, on the project; returns the token of a session of each."""
    project = db.session.get(Project, filled.project_id)
    crowd = _people(project.workspace_id, project.client_id, people, ["contributor"] * people, "Crowd")
    _store(ProjectMember, ({"workspace_id": project.workspace_id, "project_id": project.id, "membership_id": seat}
                           for _, seat in crowd))
    tokens = [random_token() for _ in crowd]
    _store(Session, ({"id": new_id(), "user_id": user, "token_hash": hashed(token), "assurance": "code", "device": "Bench",
                      "created_at": now(), "last_seen_at": now(), "expires_at": now() + ABSOLUTE}
                     for (user, _), token in zip(crowd, tokens, strict=True)))
    db.session.commit()
    return tokens
