"""How the product is reached over HTTP: every module below a room that defines ``bp`` is registered."""
from importlib import import_module
from pkgutil import walk_packages

from flask import Flask


def register_blueprints(app: Flask) -> None:
    for module in walk_packages(__path__, f"{__name__}."):
        if ".support" in module.name:
            continue
        blueprint = getattr(import_module(module.name), "bp", None)
        if blueprint is not None:
            app.register_blueprint(blueprint)
