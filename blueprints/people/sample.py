"""The sample project one may look around in, where this build has one."""
from importlib import import_module
from importlib.util import find_spec

ROOM = "portal.demo"


def sample_loader():
    """``load_sample_project(workspace=, owner=)``, or None."""
    if find_spec(ROOM) is None:
        return None
    return getattr(import_module(ROOM), "load_sample_project", None)
