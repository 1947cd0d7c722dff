"""Sending bytes of the store: in ranges, with a tag, never as something a browser would run."""
from flask import abort, current_app, request
from werkzeug.utils import send_file
from werkzeug.wrappers import Response

from blueprints.support.store import store

#: Whatever it is, it may nothing: no script, no form, no frame, no origin (OWASP ASVS 12.5).
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


def send(name: str, *, media_type: str, tag: str, download_name: str | None = None) -> Response:
    """What is kept under a name; with ``download_name`` to be saved, else to be shown. Asked for again each time it is used."""
    try:
        file = store().open(name)
    except FileNotFoundError:
        current_app.logger.error("missing in the store: %s", name)
        abort(404)
    size = file.seek(0, 2)
    file.seek(0)
    response = send_file(file, request.environ, mimetype=media_type, as_attachment=download_name is not None,
                         download_name=download_name or "picture.webp", conditional=False, etag=False)
    response.content_length = size
    response.set_etag(tag)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-cache"
    try:
        return response.make_conditional(request.environ, accept_ranges=True, complete_length=size)
    except BaseException:
        file.close()
        raise


def brings_the_end(response: Response) -> bool:
    """Whether who gets this has the whole of it: all bytes, or those up to the last one."""
    if response.status_code == 206:
        return response.content_range.stop == response.content_range.length
    return response.status_code == 200
