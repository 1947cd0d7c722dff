"""Flask, with the addresses and templates of this house remembered: pages ask for the same few dozens again and again."""
import re
from functools import lru_cache

from flask import Flask, has_request_context
from werkzeug.routing import MapAdapter
from werkzeug.wsgi import get_host

from blueprints.support.hosts import KEY, trusted_room
from blueprints.support.noted import asked
from blueprints.support.templates import Templates
from portal.base.away import why_away

#: What may be the host of a room at all: nobody makes us look up anything else.
NAME = re.compile(r"(?=.{3,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+")

#: Of so many of the portal's own names (a loopback address has one for each port) it is remembered how they are written.
MOST_NAMES = 64


class House(Flask):
    jinja_environment = Templates

    def create_url_adapter(self, request):
        """As Flask does, for the portal's own names; for the host of a room by that one name. Any other is refused."""
        if request is None:
            return super().create_url_adapter(request)
        host = room_host(self, request.environ)
        if not host:
            return self._by_own_name(request)
        request.trusted_hosts = [host]
        request.host = get_host(request.environ, request.trusted_hosts)
        return self.url_map.bind_to_environ(request.environ, subdomain=self.url_map.default_subdomain or "")

    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)
        self._remembered = lru_cache(8192)(self._made)
        #: {(host as it was asked for, scheme): (host, its name for addresses)}; only those we answer to get in.
        self._names: dict[tuple[str, str], tuple[str, str]] = {}
        self._names_among: list[str] | None = None

    def _by_own_name(self, request) -> MapAdapter:
        """As Flask does for one of the portal's own names, which it takes apart, checks and puts together each time."""
        environ, trusted = request.environ, self.config["TRUSTED_HOSTS"]
        if trusted is not self._names_among:
            self._names_among, self._names = trusted, {}
        told = environ.get("HTTP_HOST"), environ["wsgi.url_scheme"]
        if told not in self._names or "HTTP_UPGRADE" in environ or told[0] is None:
            adapter = super().create_url_adapter(request)
            if len(self._names) < MOST_NAMES:
                self._names[told] = request.host, adapter.server_name
            return adapter
        request.trusted_hosts = trusted
        request.host, name = self._names[told]
        query = environ.get("QUERY_STRING", "").encode("latin1").decode(errors="replace")
        return MapAdapter(self.url_map, name, request.root_path, self.url_map.default_subdomain or "", told[1], request.path,
                          request.method, query)

    def ensure_sync(self, func):
        """The function itself: none of ours is a coroutine, and Flask asks a dozen times a request."""
        return func

    def log_exception(self, exc_info) -> None:
        """As Flask does; in a line where database or queue are away, however many ask for pages meanwhile."""
        if reason := why_away(exc_info[1]):
            self.logger.error("what it needs is away", extra={"path": asked().path, "reason": reason})
        else:
            super().log_exception(exc_info)

    def url_for(self, endpoint: str, /, **values) -> str:
        """An address, as Flask makes it."""
        if not has_request_context() or values.get("_external") or values.get("_scheme"):
            return super().url_for(endpoint, **values)
        request = asked()
        if endpoint.startswith("."):
            endpoint = f"{request.blueprint}{endpoint}" if request.blueprint else endpoint[1:]
        try:
            return self._remembered(request.script_root, endpoint, **values)
        except TypeError:
            # A value that cannot be a key.
            return super().url_for(endpoint, **values)

    def _made(self, within: str, endpoint: str, **values) -> str:
        return super().url_for(endpoint, **values)


def room_host(app: Flask, environ: dict) -> str | None:
    """The host of a room that a request names; it is noted there for whoever asks later."""
    if KEY not in environ:
        name = environ.get("HTTP_HOST", "").partition(":")[0].lower()
        if name not in app.config["OWN_NAMES"] and NAME.fullmatch(name) and trusted_room(app, name):
            environ[KEY] = name
    return environ.get(KEY)
