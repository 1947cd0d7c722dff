"""``doctor``: look at everything Portico needs, and say what to do about what is wrong."""
import json
import shutil
import sys
from importlib import import_module

import click

from commands.finding import Finding
from portal.base.config import SettingRefused, load_settings

SIGNS = {"ok": "ok     ", "warning": "WARNING", "trouble": "TROUBLE"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> None:
    """Check settings, folders, database, jobs and mail. Exit code 1 when something is in trouble."""
    findings = _findings()
    troubled = any(each.state == "trouble" for each in findings)
    if as_json:
        click.echo(json.dumps({"ok": not troubled, "findings": [vars(each) for each in findings]}, indent=2))
    else:
        for each in findings:
            click.echo(f"{SIGNS[each.state]} {each.what}: {each.said}" + (f"\n        {each.advice}" if each.advice else ""))
    sys.exit(1 if troubled else 0)


def _findings() -> list[Finding]:
    try:
        settings = load_settings()
    except SettingRefused as refusal:
        return [Finding("settings", "trouble", str(refusal), "Correct this setting in the environment and start again.")]
    app = import_module("app").create_app(settings)
    with app.app_context():
        from commands.examination import examine

        return [Finding("settings", "ok", f"understood; data in {settings.data}"), *examine(settings, shutil.disk_usage)]
