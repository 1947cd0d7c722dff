"""Templates by name, found at once: Jinja asks each time whose loader it is, and moves the name to the end of a long list."""
from collections.abc import MutableMapping
from types import FunctionType

from flask.templating import Environment
from jinja2 import Template
from jinja2.runtime import Context


class Within(Context):
    """What a template has in hand. A plain function, as nearly all are that ours call, is called without being looked over."""

    def call(self, called, /, *args, **values):
        if type(called) is not FunctionType or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **values)
        # Where in the template it is called from: Jinja tells each call, for those that want to know.
        values.pop("_block_vars", None)
        values.pop("_loop_vars", None)
        return called(*args, **values)


class Templates(Environment):
    """Flask's templates. Where they are not read anew (as ``bin/dev`` does), the first one found is the one."""

    context_class = Within

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
