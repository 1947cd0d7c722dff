"""Whether the receipt of an approval says what the records and history say: for tests that let anything happen to one."""
import json

from sqlalchemy import select

from portal.base.database import db
from portal.decisions.composing import moment
from portal.decisions.decision import Decision
from portal.decisions.envelope import proven
from portal.decisions.keys import known_keys
from portal.decisions.receipt import Receipt
from portal.decisions.receipts import as_file
from portal.decisions.thing import Thing
from portal.history.event import Event

#: What moves the state of an approval, in its history.
MOVES = ("approval_ended", "approval_cancelled", "approval_taken_back")


def check_receipts(approval) -> list[Receipt]:
    """Every receipt of it, oldest first: each is ours, names the one before, and the newest says how it stands."""
    db.session.flush()
    receipts = list(db.session.scalars(select(Receipt).where(Receipt.approval_id == approval.id).order_by(Receipt.number)))
    before = None
    for receipt in receipts:
        said = proven(as_file(receipt), known_keys()).said
        assert (said["supersedes"], receipt.supersedes_id) == (before and before.sha256.hex(), before and before.id)
        before = receipt
    if not approval.is_open:
        assert receipts, "what ended is proven"
    if receipts:
        _check_newest(approval, json.loads(receipts[-1].body))
    return receipts


def _check_newest(approval, said: dict) -> None:
    decisions = db.session.scalars(select(Decision).where(Decision.approval_id == approval.id).order_by(Decision.number)).all()
    if not approval.is_open:
        assert said["approval"]["state"] == approval.state and said["approval"]["ended"] == moment(approval.ended_at)
    # What came after the end is kept and counts no more: it is in no receipt that was written before it.
    told = said["decisions"]
    assert [(each.id.hex, each.verdict, each.counted, each.seen) for each in decisions[:len(told)]] == [
        (each["id"].replace("-", ""), each["verdict"], each["counted"], each["seen"]) for each in told]
    assert not any(each.counted for each in decisions[len(told):]) or approval.is_open
    rounds = {}
    for thing in db.session.scalars(select(Thing).where(Thing.approval_id == approval.id).order_by(Thing.round, Thing.position)):
        rounds.setdefault(thing.round, []).append(thing.sha256.hex())
    for each in told:
        if each["counted"] and each["verdict"] in ("approve", "remarks", "changes"):
            assert each["seen"] == rounds[each["round"]], "nobody's answer counts for what they had not seen"
    events = db.session.scalars(select(Event).where(Event.entry_id == approval.id, Event.verb.like("approval_%"))
                                .order_by(Event.id)).all()
    steps = [step["verb"] for step in said["trail"] if step["verb"].startswith("approval_")]
    assert steps == [event.verb for event in events][:len(steps)]
    assert not {event.verb for event in events[len(steps):]} & set(MOVES) or approval.is_open
