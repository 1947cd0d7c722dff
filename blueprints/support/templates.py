"""Templates by name, found at once: Jinja asks each time whose loader it is, and moves the name to the end of a long list."""
from collections.abc import MutableMapping

from flask.templating import Environment
from jinja2 import Template


class Templates(Environment):
    """Flask's templates. Where they are not read anew (as ``bin/dev`` does), the first one found is the one."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self._found: dict[str, Template] = {}

    def get_template(self, name, parent=None, globals=None) -> Template:
        if self.auto_reload or globals or type(name) is not str:
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping | None) -> MutableMapping:
        """What all templates know. Ours have nothing of their own beside it, so that it need not be laid over."""
        return super().make_globals(d) if d else self.globals
