"""What a page shows of a document: one version to look at, its pages, the pins on them, and the ways to the other versions."""
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from flask import request, url_for

from blueprints.files.store_texts import shown_text
from blueprints.support.language import sentence as _
from blueprints.support.store import store
from portal.base.ids import parse_id
from portal.entries.entry import Entry
from portal.files.looking import Look, look_at
from portal.files.pinned import Pinned, pins_of
from portal.files.placing import lanes_to_pin
from portal.files.scan import may_fetch
from portal.projects.standing import Standing

#: So many pages are on one page.
WINDOW = 10


class Mark(NamedTuple):
    """A pin on a picture: where, what it is called, where its thread is."""

    label: str
    left: str
    top: str
    url: str
    #: What it says, for whoever does not see where it stands.
    words: str
    is_internal: bool
    is_resolved: bool
    is_chosen: bool


class Sheet(NamedTuple):
    """One page, or the picture."""

    number: int
    address: str
    width: int
    height: int
    words: str
    marks: list[Mark]
    #: Where what is written on it can be read.
    text: str | None = None


class Remark(NamedTuple):
    """A pin in the list below."""

    pin: Pinned
    url: str
    #: "Page 3, version 2": where it stands.
    place: str
    #: Whether it stands on what is shown.
    is_here: bool


class Way(NamedTuple):
    """To another version: its name, and its place among those the reader sees."""

    url: str
    place: int


class Viewing(NamedTuple):
    document: Entry
    version_id: UUID
    #: Among the versions that its reader sees, the oldest first.
    place: int
    of: int
    older: Way | None
    newer: Way | None
    kind: str
    sheets: list[Sheet]
    pages: int
    #: Where the next window of pages is fetched, and what it is called without scripts.
    further: str | None
    further_page: str | None
    earlier_page: str | None
    #: Whether some pages cannot be looked at here.
    is_cut: bool
    text: str | None
    remarks: list[Remark]
    lanes: tuple[str, ...]
    compare: str | None
    #: Where what is shown is brought up to date.
    fresh: str
    #: Where all of it is asked for again while its picture is being made.
    anew: str
    page: int


def viewer_context(document: Entry, standing: Standing) -> dict:
    """``viewing`` for ``templates/files/_viewer.html``: the version and page that the address asks for. Two statements."""
    asked = parse_id(request.args.get("version"))
    chosen = parse_id(request.args.get("pin"))
    viewing = asked and viewing_of(document, standing, version_id=asked, first=page_asked(), chosen=chosen)
    # An address that leads nowhere, or to what is hidden: the newest, as if it had not been asked.
    return {"viewing": viewing or viewing_of(document, standing, first=1 if asked else page_asked())}


def viewing_of(document: Entry, standing: Standing, *, version_id: UUID | None = None, first: int = 1,
               chosen: UUID | None = None, alone: bool = False) -> Viewing | None:
    """What is shown of a version (else the newest), from a page on, or this page ``alone``; one pin may be chosen.

    None where the reader sees no such version. Two statements.
    """
    look = look_at(standing, document.id, version_id)
    if look is None:
        return None
    pins = pins_of(standing, document)
    page = min(max(first, 1), max(look.pages, 1))
    first = page if alone else page - (page - 1) % WINDOW
    last = min(look.pages, first if alone else first + WINDOW - 1)
    here = [pin for pin in pins if pin.shows_on(look.id, look.number)]
    ids = {"project_id": document.project_id, "document_id": document.id}
    more = {**ids, "version_id": look.id, "first": last + 1} if last < look.pages and not alone else None
    return Viewing(
        document=document, version_id=look.id, place=look.place, of=look.of, older=_way(ids, look.older_id, look.place - 1),
        newer=_way(ids, look.newer_id, look.place + 1), kind=look.kind, pages=look.pages,
        sheets=[sheet_of(document, look, number, [pin for pin in here if pin.page == number], chosen)
                for number in range(first, last + 1)],
        further=more and url_for("version_pages.index", **more),
        earlier_page=url_for("documents.show", **ids, version=look.id, page=first - 1) if first > 1 and not alone else None,
        further_page=more and url_for("documents.show", **ids, version=look.id, page=last + 1),
        is_cut=bool(look.pages_in_all and look.pages_in_all > look.pages and not look.is_waiting),
        text=_text(look, standing), remarks=[_remark(pin, document, pin in here, look.pages) for pin in pins],
        lanes=lanes_to_pin(standing, document, look.lane) if look.pages else (), compare=_compare(ids, look, page), page=page,
        fresh=url_for("version_pages.index", **ids, version_id=look.id, first=first, show="pages"),
        anew=url_for("version_pages.index", **ids, version_id=look.id, show="all"))


def page_asked(name: str = "page") -> int:
    """The number of a page in the address, as somebody may have written it."""
    asked = request.args.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1


def _text(look: Look, standing: Standing) -> str | None:
    may = look.kind == "text" and may_fetch(look.scan, staff_here=standing.is_staff, scans=store().scans)
    return shown_text(look) if may else None


def _way(ids: dict, version_id: UUID | None, place: int) -> Way | None:
    return version_id and Way(url_for("documents.show", **ids, version=version_id), place)


def _compare(ids: dict, look: Look, page: int) -> str | None:
    """The way to see this version beside the one before it; the first, beside the next."""
    pair = (look.older_id, look.id) if look.older_id else (look.id, look.newer_id)
    if None in pair or not look.pages:
        return None
    return url_for("comparisons.show", **ids, a=pair[0], b=pair[1], page=page)


def sheet_of(document: Entry, look: Look, number: int, pins: Sequence[Pinned] = (), chosen: UUID | None = None) -> Sheet:
    """A page of a version, with the pins that stand on it."""
    width, height = look.size_of(number)
    names = {"project_id": document.project_id, "document_id": document.id, "version_id": look.id}
    address, words, text = url_for("versions.screen", **names), look.name, None
    if look.kind == "pages":
        address = url_for("version_pages.show", **names, number=number)
        words = _("%(name)s, page %(page)s of %(pages)s", name=look.name, page=number, pages=look.pages)
        text = url_for("version_pages.text", **names, number=number) if look.has_words(number) else None
    return Sheet(number, address, width, height, words, [_mark(pin, document, chosen) for pin in pins], text)


def _mark(pin: Pinned, document: Entry, chosen: UUID | None) -> Mark:
    return Mark(label=pin.label, left=f"{pin.x * 100:.2f}%", top=f"{pin.y * 100:.2f}%", url=pin_url(pin, document),
                words=_("Pin %(label)s: %(words)s", label=pin.label, words=pin.words), is_internal=pin.is_internal,
                is_resolved=pin.is_resolved, is_chosen=pin.id == chosen)


def _remark(pin: Pinned, document: Entry, is_here: bool, pages: int) -> Remark:
    if pages > 1 or pin.page > 1:
        words = _("Page %(page)s, version %(place)s", page=pin.page, place=pin.place)
    else:
        words = _("Version %(place)s", place=pin.place)
    return Remark(pin, pin_url(pin, document), words, is_here)


def pin_url(pin: Pinned, document: Entry) -> str:
    return url_for("pins.show", project_id=document.project_id, pin_id=pin.id)
