"""``import-plan``: bring a plan file into a project, or a newer version of one that was imported before."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from commands.importing_into import Names, Nowhere, found_or_made, found_project
from portal.base.database import db
from portal.base.ids import new_id
from portal.plan.importing import Plan, PlanRefused, Warning, inspect_plan, read_plan
from portal.plan.importing.limits import MAX_BYTES
from portal.plan.importing.sentences import refusal, warning
from portal.plan.landing.applying import apply_plan
from portal.plan.landing.outlook import of_links, outlook, unfit_links
from portal.plan.landing.sources import likely_source
from portal.plan.landing.taking import USUAL, Taken
from portal.plan.plan_import import PlanImport

EPILOG = "Exit codes: 0 done (or read, with --dry-run), 1 refused in a sentence, nothing was changed, 2 wrong usage."


@click.command("import-plan", epilog=EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--client", "client_name", help="The client: its name, or its id. Not needed to read only.")
@click.option("--project", "project_name", help="The project; made if there is none of that name. Else the plan's own title.")
@click.option("--workspace", "workspace_name", help="The workspace, where there are several.")
@click.option("--by", "by_email", help="The manager who imports. Else an owner of the workspace.")
@click.option("--dry-run", is_flag=True, help="Read and count only; write nothing.")
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="What comes first in dates that can be read both ways."
)
@click.option("--new", "anew", is_flag=True, help="Add it as another plan, even if it looks like a version of an earlier one.")
@click.option("--overwrite", is_flag=True, help="Take the file's values also where they were changed here since.")
@click.option("--apply-gone", is_flag=True, help="Archive the items that are gone from the file.")
@click.option("--reason", default="The plan was imported again.", show_default=True,
              help="Why promised dates move, as the client reads it.")
@click.option("--json", "as_json", is_flag=True, help="Print counts, changes and remarks as JSON.")
@with_appcontext
def command(
    file, client_name, project_name, workspace_name, by_email, dry_run, date_order, anew, overwrite, apply_gone, reason, as_json
) -> None:
    """Import FILE (.xlsx, .csv or Microsoft Project XML) into a project of a client. All of it, or nothing.

    The same file again changes nothing; a newer version of it adds what is new and changes what it changed. What people
    changed here since stays, and what is gone from the file stays, unless told otherwise. Everything new is internal.
    """
    if not (client_name or dry_run):
        raise click.UsageError("Missing option '--client'.")
    names = Names(client_name, project_name, workspace_name, by_email)
    taken = Taken(USUAL | {"both": overwrite, "gone": apply_gone})
    try:
        plan = _read(file, date_order, dry_run, as_json)
        told = _dry(plan, file, names, anew) if dry_run else _apply(plan, file, names, anew, taken, reason)
    except PlanRefused as refused:
        _refuse(refused.code, refusal(refused), as_json)
    except Nowhere as nowhere:
        _refuse(nowhere.code, str(nowhere), as_json)
    click.echo(json.dumps(told) if as_json else _in_words(told))


def _read(file: Path, date_order, dry_run: bool, as_json: bool) -> Plan:
    if file.stat().st_size > MAX_BYTES:
        raise PlanRefused("too_big", megabytes=-(-file.stat().st_size // 2**20), limit=MAX_BYTES // 2**20)
    data = file.read_bytes()
    plan = read_plan(data, file.name, date_order=date_order)
    if plan.date_order != "ambiguous" or dry_run:
        return plan
    if as_json or not sys.stdin.isatty():
        raise PlanRefused("dates_ambiguous", value=_a_date(data, file.name))
    asked = click.prompt(
        f"Day and month could be either way round (for example {_a_date(data, file.name)}). Which comes first?",
        type=click.Choice(["dmy", "mdy"]),
    )
    return read_plan(data, file.name, date_order=asked)


def _a_date(data: bytes, name: str) -> str:
    return next(iter(inspect_plan(data, name).date_samples), "")


def _dry(plan: Plan, file: Path, names: Names, anew: bool) -> dict:
    told = _told(plan, file) | {"dry_run": True, "project": None, "changes": None}
    told |= _warned([*plan.warnings, *of_links(plan, *unfit_links(plan))])
    try:
        project = found_project(names, plan) if names.client else None
    except (Nowhere, OperationalError, ProgrammingError):
        # To read a file nothing needs to be here yet.
        return told
    if project is None:
        return told
    view = outlook(plan=plan, project=project, source_id=None if anew else likely_source(project.id, plan, file.name))
    return (
        told
        | {"project": {"id": str(project.id), "name": project.name}, "changes": view.proposal.counts()}
        | _warned(view.warnings)
    )


def _apply(plan: Plan, file: Path, names: Names, anew: bool, taken: Taken, reason: str) -> dict:
    project, by, made = found_or_made(names, plan)
    into = PlanImport(
        id=new_id(),
        workspace_id=project.workspace_id,
        project_id=project.id,
        by_id=by.id,
        filename=file.name[:255],
    )
    db.session.add(into)
    db.session.flush()
    source_id = None if anew else likely_source(project.id, plan, file.name)
    view_counts = apply_plan(plan=plan, into=into, project=project, by=by, taken=taken, reason=reason, source_id=source_id)
    told = _told(plan, file) | {
        "dry_run": False,
        "project": {"id": str(project.id), "name": project.name, "made": made},
        "changes": {name: view_counts[name] for name in ("added", "changed", "archived", "away")},
        "warnings": len(view_counts["remarks"]),
        "remarks": _remarks(view_counts["remarks"]),
    }
    db.session.commit()
    return told


def _told(plan: Plan, file: Path) -> dict:
    return (
        {"file": file.name, "format": plan.format, "title": plan.title, "date_order": plan.date_order}
        | plan.counts()
        | _warned(plan.warnings)
    )


def _warned(warnings) -> dict:
    return {"warnings": len(warnings), "remarks": _remarks([one.to_dict() for one in warnings[:200]])}


def _remarks(warnings: list[dict]) -> list[dict]:
    return [{"row": one["row"], "code": one["code"], "sentence": warning(Warning(**one))} for one in warnings]


def _in_words(told: dict) -> str:
    kinds = ", ".join(_some(count, kind) for kind, count in told["by_kind"].items() if count)
    lines = [
        f"{told['file']}: {_some(told['items'], 'item')} ({kinds}), {_some(told['depth'], 'level')}, "
        f"{_some(told['dependencies'], 'dependency', 'dependencies')}, {told['dated']} dated, "
        f"{_some(told['assignees'], 'person', 'people')}, {_some(told['warnings'], 'remark')}"
    ]
    lines += [f"  {'row ' + str(one['row']) + ': ' if one['row'] else ''}{one['sentence']}" for one in told["remarks"][:30]]
    if told["changes"]:
        did = ", ".join(f"{count} {name}" for name, count in told["changes"].items())
        lines.append(f"{'Would be' if told['dry_run'] else 'Done'} in {told['project']['name']}: {did}")
    return "\n".join(lines)


def _some(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"


def _refuse(code: str, sentence: str, as_json: bool) -> None:
    db.session.rollback()
    click.echo(sentence, err=True)
    if as_json:
        click.echo(json.dumps({"refused": code, "sentence": sentence}))
    raise SystemExit(1)
