"""``files``: whether every file is there, and how much room a workspace has."""
import json
import sys
from collections import Counter

import click
from flask import current_app
from flask.cli import with_appcontext

from commands.naming import workspace_called
from portal.base.database import db
from portal.channels.files import open_store
from portal.files.checking import check_files, is_file, paint_again, paint_refused_again, remove_orphans
from portal.files.limits import MB
from portal.files.quota import room_taken
from portal.letters.originals import check_originals, is_original


@click.group("files")
def command() -> None:
    """Look after the files that people sent."""


@command.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print what is wrong as JSON.")
@click.option("--remove-orphans", "remove", is_flag=True, help="Delete bytes that no message tells of.")
@click.option("--repair", is_flag=True, help="Have pictures made again that are gone or were given up.")
@with_appcontext
def check(as_json: bool, remove: bool, repair: bool) -> None:
    """Read every file. Exit code 1 when one is missing or damaged, 3 when there are only orphans, else 0."""
    store = open_store(current_app.config["SETTINGS"])
    found, removed = [], 0
    for check_all, is_told_of in ((check_files, is_file), (check_originals, is_original)):
        troubles = list(check_all(store))
        found += troubles
        if remove:
            orphans = [trouble.name for trouble in troubles if trouble.kind == "orphaned"]
            removed += len(list(remove_orphans(orphans, is_told_of, store)))
    if repair:
        _repair([trouble.name for trouble in found if trouble.kind == "unpictured"])
    count = Counter(trouble.kind for trouble in found)
    _tell(found, count, as_json, removed=removed)
    sys.exit(1 if count["missing"] or count["damaged"] else 3 if count["orphaned"] and not remove else 0)


def _repair(names: list[str]) -> None:
    """One at a time, so that nobody who writes waits for it; the worker finds them by itself."""
    paint_refused_again()
    db.session.commit()
    for name in names:
        paint_again(name)
        db.session.commit()


@command.command("quota")
@click.argument("workspace")
@click.argument("megabytes", type=click.IntRange(1), required=False)
@with_appcontext
def quota(workspace: str, megabytes: int | None) -> None:
    """Say how much room WORKSPACE has for files and takes; with MEGABYTES, give it that much."""
    found = workspace_called(workspace)
    if megabytes:
        found.file_quota = megabytes * MB
        db.session.commit()
    click.echo(f"{found.name}: {room_taken(found.id) / MB:,.1f} of {found.file_quota / MB:,.0f} MB")


def _tell(found, count: Counter, as_json: bool, *, removed: int) -> None:
    if as_json:
        told = {"ok": not (count["missing"] or count["damaged"]), "removed": removed,
                "troubles": [trouble._asdict() for trouble in found]}
        return click.echo(json.dumps(told, indent=2))
    for trouble in found:
        click.echo(f"{trouble.kind:11} {trouble.name}")
    click.echo(", ".join(f"{number} {kind}" for kind, number in sorted(count.items())) or "every file is there, as it was")
    return None
