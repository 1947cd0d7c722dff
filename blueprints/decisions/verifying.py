"""Checking a receipt, and files against it, for anybody: nothing is kept, and nothing is told that was not brought."""
from datetime import timedelta
from hashlib import file_digest
from typing import NamedTuple

from flask import Blueprint, request
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from blueprints.decisions.papers import Paper, Thing, paper_of
from blueprints.decisions.receipt_words import grouped
from blueprints.support.door import public
from blueprints.support.language import in_words
from blueprints.support.language import sentence as _
from blueprints.support.off_the_loop import off_the_loop
from blueprints.support.render import render
from blueprints.support.transactions import begin_writing, looks_first
from portal.base.database import db
from portal.decisions.envelope import Refused, proven_file
from portal.decisions.keys import known_keys
from portal.people.doors import TooManyKnocks, knock, network_of

bp = Blueprint("verifying", __name__, url_prefix="/verify")

OFTEN, WINDOW = 60, timedelta(minutes=10)
#: So many files are compared at once.
MOST_FILES = 20
REFUSALS = {
    "no_receipt": _l("This is no receipt. Choose the PDF or the JSON file that was saved from a receipt’s page."),
    "changed": _l("This was changed after it was signed, or never signed: it proves nothing."),
    "unknown_key": _l("This was not signed by this portal: it proves nothing here. Check it where it was made."),
}


class Checked(NamedTuple):
    """A file that was brought, and which things of the receipt it is."""

    name: str
    hash: str
    things: list[Thing]


@bp.get("")
@public
def new():
    return _page()


@bp.post("")
@public
@looks_first
def create():
    if refusal := _knocked_too_often():
        return refusal
    receipt, files = request.files.get("receipt"), [file for file in request.files.getlist("files") if file.filename]
    if not (receipt and receipt.filename):
        return _page(422, trouble=_("Choose the receipt to be checked."))
    if len(files) > MOST_FILES:
        return _page(422, trouble=_("At most %(most)s files can be compared at once.", most=MOST_FILES))
    try:
        found = off_the_loop(proven_file, receipt.stream, known_keys())
    except Refused as refused:
        return _page(422, trouble=in_words(REFUSALS[refused.code]), name=receipt.filename)
    paper = paper_of(found.said)
    return _page(paper=paper, key=found.key_id, name=receipt.filename, checked=[_checked(file, paper) for file in files])


def _knocked_too_often():
    """Count the try, and nothing else of it."""
    begin_writing()
    try:
        knock(f"verify:{network_of(request.remote_addr)}", OFTEN, WINDOW)
    except TooManyKnocks as error:
        db.session.commit()
        minutes = -(-error.retry_after // 60)
        response = _page(429, trouble=ngettext("Too many tries from here. Wait a minute, then try again.",
                                               "Too many tries from here. Wait %(num)s minutes, then try again.", minutes))
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    db.session.commit()


def _checked(file, paper: Paper) -> Checked:
    digest = off_the_loop(file_digest, file.stream, "sha256").hexdigest()
    return Checked(file.filename, grouped(digest), [thing for thing in (*paper.things, *paper.earlier)
                                                    if thing.form is None and thing.sha256 == digest])


def _page(status: int = 200, **told):
    facts = {"paper": None, "key": None, "name": None, "checked": [], "trouble": None, **told}
    return render("decisions/verify.html", status=status, **facts)
