"""PUT, PATCH and DELETE from plain forms, by a hidden field ``_method``, in this one hook."""
from flask import Flask, current_app
from werkzeug.exceptions import HTTPException

from blueprints.support.noted import asked

ALLOWED = {"PUT", "PATCH", "DELETE"}


def install(app: Flask) -> None:
    app.before_request(_method_meant)


def _method_meant() -> None:
    request = asked()
    if request.method != "POST":
        return
    meant = request.form.get("_method", "").upper()
    if meant in ALLOWED:
        request.method = request.environ["REQUEST_METHOD"] = meant
        _match_again()


def _match_again() -> None:
    request = asked()
    request.routing_exception = None
    try:
        adapter = current_app.create_url_adapter(request)
        request.url_rule, request.view_args = adapter.match(return_rule=True)
    except HTTPException as refused:
        request.url_rule, request.view_args, request.routing_exception = None, None, refused
