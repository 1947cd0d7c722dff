"""Receipts of finished approvals: written where one ends, signed, and never changed; a later one takes its place."""
import json
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.base.clock import now
from portal.base.database import db
from portal.base.host_names import origin_at
from portal.base.ids import new_id
from portal.base.prepared import prepared
from portal.decisions.approval import Approval
from portal.decisions.composing import composed, moment
from portal.decisions.envelope import RECEIPT, canonical, enveloped
from portal.decisions.keys import base_url, keep_key, private_key
from portal.decisions.receipt import Receipt
from portal.decisions.settling import counting, depends, ended, reopened
from portal.decisions.signing import signed
from portal.decisions.taking_back import final_at
from portal.entries.reach import reaches_client
from portal.people.hosts import host_of
from portal.projects.project import Project
from portal.projects.standing import Standing

#: What each receipt has of its own, whatever it is about.
OF_THE_PAPER = ("id", "issued", "number", "portal", "supersedes")


def issue(approval: Approval, by=None) -> Receipt | None:
    """Write down how an approval stands, signed, in the place of what was written before.

    Twice, with nothing new in between: the last one stands, and nothing is returned.
    """
    project, last = _project_of(approval), _newest_of(approval.id)
    lane = "shared" if reaches_client(approval) else "internal"
    final = _final_at(approval)
    said = composed(approval, project, lane=lane, final_at=final)
    if last is not None and last.lane == lane and _facts(last) == said:
        return None
    # Where the client reads it, and can have it checked.
    portal = origin_at(base_url(), host_of(project.workspace, project.client))
    return _written(approval, said, last, lane=lane, final_at=final, portal=portal)


def newest_receipt(standing: Standing, approval: Approval) -> Receipt | None:
    """The receipt that holds now, of an approval the reader sees; for contacts of those the client was given. One statement."""
    return _newest_for(approval.id, standing.is_staff).scalar()


def receipts_of(standing: Standing, approval: Approval) -> list[Receipt]:
    """All receipts of an approval the reader sees, the newest first. One statement."""
    return list(_all(approval.id, standing.is_staff).scalars())


def as_file(receipt: Receipt) -> bytes:
    """A receipt as it is handed out, to be checked by whoever has our public key."""
    return enveloped(receipt.body, receipt.key_id, receipt.signature)


def _written(approval: Approval, said: dict, last: Receipt | None, *, lane: str, final_at: datetime | None,
             portal: str) -> Receipt:
    receipt = Receipt(id=new_id(), workspace_id=approval.workspace_id, approval_id=approval.id, lane=lane,
                      number=last.number + 1 if last else 1, supersedes_id=last and last.id, at=now(), final_at=final_at)
    receipt.body = canonical({**said, "id": str(receipt.id), "number": receipt.number, "issued": moment(receipt.at),
                              "supersedes": last and last.sha256.hex(), "portal": portal})
    data = receipt.body.encode()
    receipt.sha256, receipt.signature = sha256(data).digest(), signed(private_key(), RECEIPT, data)
    receipt.key_id = keep_key().id
    db.session.add(receipt)
    db.session.flush()
    return receipt


def _facts(receipt: Receipt) -> dict:
    body = json.loads(receipt.body)
    return {name: body[name] for name in body if name not in OF_THE_PAPER}


def _final_at(approval: Approval) -> datetime | None:
    """Until when an answer that led here may be taken back; None where none may."""
    if approval.state not in ("approved", "changes") or any(did(approval) for did in depends):
        return None
    return max((final_at(decision) for decision in counting(approval).values()), default=None)


def _project_of(approval: Approval) -> Project:
    whose = joinedload(Project.workspace), joinedload(Project.client)
    return db.session.scalars(select(Project).where(Project.id == approval.project_id).options(*whose)).one()


def _newest_of(approval_id: UUID) -> Receipt | None:
    return db.session.scalar(_of(approval_id).limit(1))


def _of(approval_id: UUID):
    return select(Receipt).where(Receipt.approval_id == approval_id).order_by(Receipt.number.desc())


def _open_to(approval_id: UUID, staff_here: bool):
    wanted = _of(approval_id)
    return wanted if staff_here else wanted.where(Receipt.lane == "shared")


@prepared
def _newest_for(approval_id: UUID, staff_here: bool):
    return _open_to(approval_id, staff_here).limit(1)


@prepared
def _all(approval_id: UUID, staff_here: bool):
    return _open_to(approval_id, staff_here).limit(50)


ended.append(issue)
reopened.append(issue)
