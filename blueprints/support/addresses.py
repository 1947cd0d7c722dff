"""Where the page of an entry is, whatever its kind."""
from uuid import UUID

from flask import url_for

from portal.entries.entry import Entry

PAGES = {"work_item": ("items.show", "item_id"), "discussion": ("discussions.show", "entry_id"),
         "update": ("updates.show", "update_id"),
         "document": ("documents.show", "document_id"), "pin": ("pins.show", "pin_id"),
         "approval": ("approvals.show", "entry_id"),
         "change_request": ("change_requests.show", "entry_id")}


def entry_url(entry: Entry, **values) -> str:
    """The address of the page that shows this entry and its thread."""
    return page_url(entry.kind, entry.project_id, entry.id, **values)


def page_url(kind: str, project_id: UUID, entry_id: UUID, **values) -> str:
    """The address of the page of an entry of this kind."""
    endpoint, key = PAGES[kind]
    return url_for(endpoint, project_id=project_id, **{key: entry_id}, **values)
