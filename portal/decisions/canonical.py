"""What an approval asks about, in one form: the same fields are the same bytes, and so the same SHA-256, for ever.

Only fields that the client sees stand in it, so that the team's own edits never make an answer stale.
"""
import hashlib
import json
from collections.abc import Callable

from portal.entries.entry import Entry
from portal.plan.item import WorkItem


def canonical(facts: dict) -> str:
    """JSON with sorted keys and nothing between them."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def item_form(item: WorkItem) -> str:
    """An item as it stands. How far it is does not belong to it: work goes on while somebody thinks."""
    return canonical({"kind": "work_item", "id": str(item.id), "title": item.title, "description": item.description,
                      "level": item.level, "start": item.start and item.start.isoformat(),
                      "promised": item.promised and item.promised.isoformat()})


def text_form(text: str) -> str:
    """A text as it was asked about; how a device ends its lines does not matter."""
    return canonical({"kind": "text", "text": "\n".join(text.splitlines()).strip()})


#: By kind of entry; rooms above add theirs.
FORMS: dict[str, Callable[[Entry], str]] = {"work_item": item_form}

#: Kinds whose form may tell money: nobody asks about them but as sponsors are asked, by the room they belong to.
SPONSORED: set[str] = set()


def form_of(entry: Entry) -> str:
    """The canonical form of an entry that can be asked about as it stands. Raises KeyError for any other kind."""
    return FORMS[entry.kind](entry)


def sha256_of(form: str) -> bytes:
    return hashlib.sha256(form.encode()).digest()
