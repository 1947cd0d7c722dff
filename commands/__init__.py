"""The operator's commands: every module here that defines ``command`` is one, run by ``bin/portico NAME``."""
from importlib import import_module
from pkgutil import iter_modules


def register_commands(app) -> None:
    for module in iter_modules(__path__, f"{__name__}."):
        if not module.name.endswith(("__main__", "supervise")):
            command = getattr(import_module(module.name), "command", None)
            if command is not None:
                app.cli.add_command(command)
