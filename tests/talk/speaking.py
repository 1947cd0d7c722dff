"""Saying things in tests."""
from uuid import uuid4

from portal.entries.visible import find_entry
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.talk.posting import post_message
from portal.talk.thread import read_thread


def standing(user, entry):
    viewer = viewer_of(user)
    return standing_on(viewer, found(viewer, entry).project)


def found(viewer, entry):
    return find_entry(viewer, entry.project_id, entry.id)


def say(user, entry, body="Hello", lane="shared", **facts):
    """One message by somebody who sees the entry."""
    by = standing(user, entry)
    return post_message(entry=entry, by=by, body=body, lane=lane, message_id=facts.get("message_id") or uuid4())


def thread(user, entry, **window):
    viewer = viewer_of(user)
    return read_thread(viewer, found(viewer, entry), **window)


def bodies(user, entry, **window):
    return [post.html.removeprefix("<p>").removesuffix("</p>\n") for post in thread(user, entry, **window).posts]
