"""The stream of an open app: server-sent events that carry kinds and ids only. Pages fetch what they need through the fence."""
from flask import Blueprint, Response, abort, request

from blueprints.support.door import this_session, viewer
from blueprints.support.hosts import room_here
from blueprints.support.live import can_stream, hub
from portal.live.hub import LASTS
from portal.live.stream import Stream, take_over
from portal.talk.audience import Listener

bp = Blueprint("live", __name__)


#: No proxy holds events back, keeps them or packs them.
UNKEPT = {"X-Accel-Buffering": "no", "Cache-Control": "no-store, no-transform", "Connection": "close"}


class Taken(StopIteration):
    """The connection is no longer the web server's: it stops listening to it."""


class TakenOver(Response):
    """An answer that has no end: its head is sent, then the hub has the connection, and no thread waits for it."""

    def __init__(self, stream_of):
        super().__init__(mimetype="text/event-stream", headers=UNKEPT)
        self.direct_passthrough, self._stream_of = True, stream_of

    def __call__(self, environ, start_response):
        connection = environ["gunicorn.socket"]
        headers = [(name, value) for name, value in self.get_wsgi_headers(environ) if name != "Content-Length"]
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers).encode("latin-1")
                           + b"\r\n")
        hub().adopt(self._stream_of(take_over(connection)))
        raise Taken


@bp.get("/live")
def show():
    """204 tells a browser not to ask again: where a connection cannot be held, pages stay as they are."""
    if not can_stream() or request.method == "HEAD":
        return "", 204
    if not hub().has_room:
        abort(503)
    session, me = this_session(), viewer()
    cursor = request.headers.get("Last-Event-ID") or request.args.get("since")
    position = hub().position_of(session.user_id, cursor)
    room = room_here()
    session_id, listener = session.id, Listener(session.user_id, session.membership_id if me.limited else None,
                                                room and (room.workspace_id, room.client_id))
    return TakenOver(lambda fd: Stream(fd, session_id, listener, position, lasts=LASTS))
