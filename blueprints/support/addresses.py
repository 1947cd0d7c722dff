"""Where the page of an entry is, whatever its kind."""
from flask import url_for

from portal.entries.entry import Entry

PAGES = {"work_item": ("items.show", "item_id"), "discussion": ("discussions.show", "entry_id"),
         "update": ("updates.show", "update_id"),
         "document": ("documents.show", "document_id")}


def entry_url(entry: Entry, **values) -> str:
    """The address of the page that shows this entry and its thread."""
    endpoint, key = PAGES[entry.kind]
    return url_for(endpoint, project_id=entry.project_id, **{key: entry.id}, **values)
