"""The PDF of a receipt: in the brand and language of the client, with its pictures, sealed, and made once."""
from base64 import b64encode
from hashlib import sha256

from flask import render_template
from flask_babel import force_locale

from blueprints.decisions.papers import paper_of
from blueprints.decisions.receipt_words import grouped
from blueprints.support.joining import STATIC
from blueprints.support.language import language_of
from blueprints.support.reader import reading_as
from blueprints.support.store import store
from portal.base.database import db
from portal.base.vapid import as_text
from portal.branding.brand import brand_of
from portal.branding.stylesheet import brand_stylesheet
from portal.decisions.envelope import sealed
from portal.decisions.keys import private_key
from portal.decisions.pictured import Pictured
from portal.decisions.printed import printed
from portal.decisions.receipt import Receipt
from portal.decisions.receipts import as_file
from portal.people.branded import logo_of
from portal.people.client import Client
from portal.people.workspace import Workspace
from portal.projects.project import Project

SHEET = STATIC / "print" / "receipt.css"


def receipt_pdf(receipt: Receipt, said: dict, project: Project, pictures: list[Pictured]) -> str:
    """The name in the store of what is sent; printed first where it was never printed so. Raises NotPrinted."""
    brand = brand_of(project.workspace, project.client)
    styles = brand_stylesheet(brand.colour), SHEET.read_text()
    html = _html(receipt, said, project, brand, {str(each.version_id): _shown(each) for each in pictures})
    name = _name(receipt, html, *styles)
    if not store().holds(name):
        # Nothing of the database is held while it is printed.
        db.session.commit()
        store().put(name, iter([sealed(printed(html, *styles), as_file(receipt), private_key())]))
    return name


def _name(receipt: Receipt, *parts: str) -> str:
    digest = sha256("\x00".join((*parts, private_key())).encode()).hexdigest()[:24]
    return f"receipts/{receipt.workspace_id}/{receipt.id}-{digest}"


def _html(receipt: Receipt, said: dict, project: Project, brand, pictures: dict[str, str | None]) -> str:
    locale = language_of(project)
    logo = logo_of(brand.logo_hash, Client, Workspace) if brand.logo_hash else None
    with force_locale(locale), reading_as(locale=locale, zone=said["zone"]):
        return render_template(
            "decisions/receipt_pdf.html", paper=paper_of(said, {id: data for id, data in pictures.items() if data}),
            language=locale, called=brand.name, logo=logo and _data(logo, "image/png"), key=receipt.key_id,
            digest=grouped(receipt.sha256.hex()), signature=as_text(receipt.signature))


def _shown(picture: Pictured) -> str | None:
    try:
        return _data(b"".join(store().read(picture.small)), "image/webp")
    except FileNotFoundError:
        return None


def _data(content: bytes, media_type: str) -> str:
    return f"data:{media_type};base64,{b64encode(content).decode()}"
