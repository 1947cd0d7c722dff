"""Flask, with the addresses and templates of this house remembered: pages ask for the same few dozens again and again."""
from functools import lru_cache

from flask import Flask, has_request_context

from blueprints.support.noted import asked
from blueprints.support.templates import Templates


class House(Flask):
    jinja_environment = Templates

    def __init__(self, *args, **settings):
        super().__init__(*args, **settings)
        self._remembered = lru_cache(8192)(self._made)

    def ensure_sync(self, func):
        """The function itself: none of ours is a coroutine, and Flask asks a dozen times a request."""
        return func

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
