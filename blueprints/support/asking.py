"""What kind of answer is asked for: a page, a part of one, or a small outcome."""
from htmx_flask import request

JSON = "application/json"


def wants_fragment() -> bool:
    """Whether htmx asks for a part; a boosted visit or a history restore wants the page."""
    return bool(request.htmx) and request.headers.get("HX-Request-Type", "partial") != "full"


def wants_json() -> bool:
    """The outbox asks for a small JSON outcome."""
    asked = request.headers.get("Accept", "")
    # The outbox asks for this alone; browsers for much, which is worth reading only if this is among it.
    return asked == JSON or JSON in asked and request.accept_mimetypes.best == JSON
