"""A receipt that no database knows: what one says, signed with a key of the test."""
from hashlib import sha256

from portal.decisions.envelope import RECEIPT, canonical, enveloped
from portal.decisions.signing import public_key_of, signed

LOGO = b"three drafts of a logo"
CORA = {"id": "c", "name": "Cora", "side": "client", "of": "Acme"}
TESS = {"id": "t", "name": "Tess", "side": "staff", "of": "Studio Nord"}
FORM = canonical({"kind": "work_item", "id": "1", "title": "Print", "description": "On <b>thick</b> paper", "level": "task",
                  "start": None, "promised": "2026-12-01"})


CHANGE = canonical({"kind": "change_request", "id": "2", "title": "Thicker", "why": "It bends", "items": [
    {"id": "1", "before": {"title": "Print", "level": "task", "promised": "2026-12-01", "start": None},
     "after": {"title": "Print", "level": "task", "promised": "2026-12-08", "start": None}}]})


def thing_of(form: str, title: str) -> dict:
    return {"round": 1, "kind": "item", "title": title, "sha256": sha256(form.encode()).hexdigest(), "entry": "i",
            "version": None, "form": form, "file": None}


def said(**instead) -> dict:
    digest, form = sha256(LOGO).hexdigest(), sha256(FORM.encode()).hexdigest()
    return {
        "id": "r", "number": 1, "supersedes": None, "issued": "2026-11-22T08:00:00Z", "final": "2026-11-23T07:59:00Z",
        "portal": "https://portal.example.com", "provider": "Studio Nord", "client": "Acme", "project": "Site",
        "zone": "Europe/Stockholm",
        "approval": {"id": "a", "title": "The logo", "question": "Shall we print it?", "rule": "one", "state": "approved",
                     "round": 1, "typed_name": True, "reason": "", "asked_by": TESS, "asked": "2026-11-20T08:00:00Z",
                     "until": "2026-11-25", "ended": "2026-11-22T07:59:00Z"},
        "things": [{"round": 1, "kind": "version", "title": "Logo.png", "sha256": digest, "entry": "e", "version": "v",
                    "form": None, "file": {"name": "Logo.png", "size": len(LOGO), "media_type": "image/png"}},
                   thing_of(FORM, "Print")],
        "sights": [{"version": "v", "by": CORA, "seen": "2026-11-22T07:50:00Z", "saved": None}],
        "approvers": [{"person": CORA, "role": "sponsor", "position": 0, "handed_to": None}],
        "decisions": [{"id": "d", "number": 1, "by": CORA, "role": "sponsor", "for": None, "verdict": "remarks",
                       "words": "A little <larger>", "round": 1, "seen": [digest, form], "counted": True, "why_not": None,
                       "takes_back": None, "at": "2026-11-22T07:59:00Z", "made": None, "device": "Safari · iPad",
                       "assurance": "code", "typed_name": "Cora"}],
        "trail": [{"at": "2026-11-20T08:00:00Z", "verb": "approval_asked", "by": TESS, "verdict": None, "reason": None}],
        **instead}


def receipt_file(key: str, **instead) -> bytes:
    body = canonical(said(**instead))
    return enveloped(body, public_key_of(key).id, signed(key, RECEIPT, body.encode()))
