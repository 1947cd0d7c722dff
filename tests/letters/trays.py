"""Letters as they lie in the tray, for tests."""
from uuid import uuid4

from flask import current_app

from portal.base.database import db
from portal.channels.files import open_store
from portal.letters.letter import Letter
from portal.letters.originals import keep_original

MAIL = b"""From: Bob Builder <bob@else.example>
To: reply+abcdefghijklmnopqrstuvwxyz@portal.example
Subject: Which blue
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

The light one, please.

On 3 Mar 2026, at 09:12, Tess <reply+abcdefghijklmnopqrstuvwxyz@portal.example> wrote:
> Which blue?
--b
Content-Type: text/plain
Content-Disposition: attachment; filename="blues.txt"

#aabbff
--b--
"""


def letter(workspace, entry=None, user=None, *, raw: bytes = MAIL, **facts) -> Letter:
    """A letter that waits in the tray of a workspace."""
    store = open_store(current_app.config["SETTINGS"])
    told = {"way": "http", "sender": "bob@else.example", "subject": "Which blue", "state": "tray",
            "reason": "other_sender", **facts}
    lying = Letter(digest=uuid4().bytes * 2, sha256=keep_original(raw, store), size=len(raw), workspace_id=workspace.id,
                   entry_id=entry and entry.id, user_id=user and user.id, **told)
    db.session.add(lying)
    db.session.flush()
    return lying
