"""Short tasks beside a change request: a sheet where htmx asks, else a page of their own."""
from flask import url_for

from blueprints.support.render import render
from portal.changes.change_request import ChangeRequest


def sheet(part: str, change: ChangeRequest, *, title: str, status: int = 200, **context):
    """Render ``changes/<part>.htmx.html`` within a sheet."""
    return render("plan/sheet.html", fragment="plan/sheet.htmx.html", status=status, part=f"changes/{part}.htmx.html",
                  title=title, back=home(change), change=change, **{"trouble": None, "reason": None, **context})


def home(change: ChangeRequest) -> str:
    return url_for("change_requests.show", project_id=change.project_id, entry_id=change.id)
