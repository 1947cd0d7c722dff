"""Saying things in tests."""
from uuid import uuid4

from portal.entries.visible import find_entry
from portal.projects.standing import standing_on
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project
from portal.talk.discussions import start_discussion
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


def on(user, project):
    viewer = viewer_of(user)
    return standing_on(viewer, find_project(viewer, project.id))


def start(user, project, subject, lane="shared", body="First"):
    """A discussion by somebody on the project."""
    by = on(user, project)
    return start_discussion(project=by.project, by=by, discussion_id=uuid4(), subject=subject, body=body, lane=lane)[0]
