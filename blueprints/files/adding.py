"""Taking files that are put somewhere by themselves: what the forms for documents and for versions have in common."""
from collections.abc import Callable

from flask import g

from blueprints.files.choosing import chosen_files, let_go
from blueprints.support.acts import answer, commit
from blueprints.support.transactions import begin_writing
from portal.files.refusal import FileRefused
from portal.people.workspace import Workspace


def take_files(workspace: Workspace, *, most: int, find: Callable[[], tuple], add: Callable[..., str]):
    """Add what came with the form, in one transaction with its act, and answer. Raises FileRefused.

    ``find`` looks up what it is added to, anew once somebody may have written since; ``add`` gets that and the uploads,
    and gives where the result stands.
    """
    files = chosen_files(workspace, most=most)
    if not files:
        raise FileRefused("none")
    if begin_writing():
        g.pop("viewer", None)
        g.pop("session_row", None)
    try:
        location = add(*find(), files)
    except FileNotFoundError:
        # Another form took it meanwhile.
        raise FileRefused("unknown") from None
    commit(location)
    let_go(files)
    return answer()
