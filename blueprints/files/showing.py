"""Files as a page shows them: plain values, with the addresses and sizes of this reader."""
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from flask import current_app, url_for
from markupsafe import Markup

from blueprints.support.amounts import amount
from blueprints.support.language import sentence as _
from portal.files.pictures import SHOWN, fit
from portal.files.reading import File, Line
from portal.files.scan import is_open
from portal.files.upload import Upload


class Card(NamedTuple):
    """One file: its name, how big it is, where it is, and its picture where we made one."""

    name: str
    size: str
    internal: bool
    #: The page of the document; the file itself.
    page: str
    address: str
    #: What its way to be saved is called: said here, because messages are drawn once for all who read a language.
    save: str
    picture: str | None
    screen: str | None
    width: int | None
    height: int | None
    #: Of the one to look at.
    screen_width: int | None
    screen_height: int | None
    #: Where it is asked for again while its picture is being made.
    again: str | None = None
    #: What the virus scanner said, in words, where it is not offered to be saved.
    state: str | None = None
    is_infected: bool = False
    #: What is said where the reader sees a newer version.
    newer: str | None = None
    #: What is said where it was taken back; then nothing else is.
    gone: str | None = None


GONE = Card(name="", size="", internal=False, page="", address="", save="", picture=None, screen=None, width=None, height=None,
            screen_width=None, screen_height=None)


class CardLine(NamedTuple):
    """A version in a list: who brought it, when, why, and which one it is among those that its reader sees."""

    card: Card
    by: str
    at: object
    id: UUID
    place: int
    note: str
    by_id: UUID | None


def card_of(project_id: UUID, file: File) -> Card:
    if file.is_gone:
        return GONE._replace(gone=_("A file was taken back."))
    names = {"project_id": project_id, "document_id": file.document_id, "version_id": file.id}
    picture = {"picture": None, "screen": None, "width": None, "height": None,
               "screen_width": None, "screen_height": None}
    if file.has_picture:
        width, height = fit(file.width, file.height, SHOWN)
        picture = {"picture": url_for("versions.thumbnail", **names), "screen": url_for("versions.screen", **names),
                   "width": width, "height": height, "screen_width": file.width, "screen_height": file.height}
    return Card(name=file.name, size=amount(file.size), internal=file.lane == "internal",
                page=url_for("documents.show", project_id=project_id, document_id=file.document_id),
                again=url_for("versions.card", **names) if file.is_waiting else None,
                newer=_("There is a newer version") if file.is_outdated else None,
                address=url_for("versions.show", **names), save=_("Save %(name)s", name=file.name),
                state=_state(file), is_infected=file.scan == "infected", **picture)


def _state(file: File) -> str | None:
    if is_open(file.scan):
        return None
    return _("A virus was found in it") if file.scan == "infected" else _("Being checked for viruses")


def attachments(project_id: UUID, files: tuple[File, ...]) -> Markup:
    """The files of a message as HTML."""
    return _attachments(tuple([card_of(project_id, file) for file in files]))


@lru_cache(1024)
def _attachments(cards: tuple[Card, ...]) -> Markup:
    # A card holds every word and address that is shown: the same cards look the same to whoever may see them.
    return Markup(current_app.jinja_env.get_template("files/_attachments.html").module.attachments(cards))


def kept_files(uploads: list[Upload]) -> Markup | str:
    """The uploads that wait beside the words of a form, as HTML."""
    if not uploads:
        return ""
    chips = [(upload.id, upload.name, amount(upload.length)) for upload in uploads]
    return Markup(current_app.jinja_env.get_template("files/_kept.html").module.kept(chips))


def lines_of(project_id: UUID, lines: list[Line]) -> list[CardLine]:
    return [CardLine(card_of(project_id, line.file), line.by, line.at, line.file.id, line.place, line.note, line.by_id)
            for line in lines]
