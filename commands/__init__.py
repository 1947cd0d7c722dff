"""The operator's commands: every module here that defines ``command`` is one, run by ``bin/portico NAME``."""
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click


def register_commands(app) -> None:
    """Give an application its commands and Alembic, where it was made for them.

    Web and worker never need either, and without them start sooner and stay smaller.
    """
    if not (app.testing or _commanded()):
        return
    import_module("commands.migrating").install(app)
    for module in iter_modules(__path__, f"{__name__}."):
        if not module.name.endswith(("__main__", "supervise")):
            command = getattr(import_module(module.name), "command", None)
            if command is not None:
                app.cli.add_command(command)


def _commanded() -> bool:
    works = {"worker", "mail_in", "mail-in"} & {Path(each).stem for each in sys.argv[:2]}
    return click.get_current_context(silent=True) is not None and not works
