"""Parts of pages, quickly: a page imports a dozen macro files, and shows dozens of icons."""
from functools import lru_cache

from flask import Flask
from jinja2 import Template
from markupsafe import Markup


class PageTemplate(Template):
    """Macros see what every template sees and nothing of one page, so that one loaded module serves all pages."""

    def _get_default_module(self, ctx=None):
        return super()._get_default_module()


def install(app: Flask) -> None:
    app.jinja_env.template_class = PageTemplate
    app.jinja_env.globals["drawn"] = drawn


@lru_cache(2048)
def drawn(name: str, label: str | None = None) -> Markup:
    """A line drawing from static/icons/line; without a label it only decorates the words beside it."""
    if label:
        return Markup('<span class="icon icon-{}" role="img" aria-label="{}"></span>').format(name, label)
    return Markup('<span class="icon icon-{}" aria-hidden="true"></span>').format(name)
