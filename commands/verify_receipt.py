"""``verify-receipt``: whether a receipt is one of this portal's, unchanged, and whether files are those it names. Offline."""
import json
import sys
from hashlib import file_digest
from importlib import import_module
from pathlib import Path

import click

from portal.base.config import SettingRefused, load_settings
from portal.base.vapid import as_bytes
from portal.decisions.envelope import Refused, proven_file
from portal.decisions.signing import PublicKey, public_key, public_key_of

REFUSALS = {
    "no_receipt": "this is no receipt of Portico",
    "changed": "this was changed since it was signed, or was never signed: it proves nothing",
    "unknown_key": "this was signed with a key that is none of those given: another portal's, or nobody's",
}
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify-receipt")
@click.argument("receipt", type=EXISTING)
@click.option("--file", "files", type=EXISTING, multiple=True, help="A file: is it one of those that were decided about?")
@click.option("--keys", type=EXISTING, help="The portal's /.well-known/portico-receipts.json; without it: this portal's own.")
@click.option("--json", "as_json", is_flag=True, help="Print what the receipt says as JSON.")
def command(receipt: Path, files: tuple[Path, ...], keys: Path | None, as_json: bool) -> None:
    """Check RECEIPT (the PDF or the JSON file). Exit code 1 when it or a file does not hold, else 0."""
    known = _keys_in(keys) if keys else _own_keys()
    try:
        with receipt.open("rb") as data:
            found = proven_file(data, known)
    except Refused as refused:
        click.echo(json.dumps({"refused": refused.code, "sentence": REFUSALS[refused.code]}) if as_json
                   else f"NOT PROVEN  {receipt.name}: {REFUSALS[refused.code]}")
        sys.exit(1)
    checked = [(file, _things_with(found.said, file)) for file in files]
    if as_json:
        files_told = [{"file": str(file), "things": titles} for file, titles in checked]
        told = {"receipt": found.said, "key": found.key_id, "files": files_told}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        _tell(receipt, found.said, found.key_id, checked)
    sys.exit(0 if all(titles for _file, titles in checked) else 1)


def _tell(receipt: Path, said: dict, key_id: str, checked) -> None:
    about = said["approval"]
    click.echo(f"PROVEN      {receipt.name}: receipt {said['number']} of {said['portal']}, {said['issued']}, key {key_id}")
    click.echo(f"  {about['title']} ({about['state']}): {said['project']}, {said['provider']} for {said['client']}")
    if said["final"]:
        click.echo(f"  answers in it could be taken back until {said['final']}; a later receipt then takes its place")
    for thing in said["things"]:
        click.echo(f"  round {thing['round']}  {thing['sha256']}  {thing['title']}")
    for decision in said["decisions"]:
        counted = "" if decision["counted"] else f" (not counted: {decision['why_not']})"
        click.echo(f"  {decision['at']}  {decision['by']['name'] or decision['by']['of']}: {decision['verdict']}{counted}")
    for file, titles in checked:
        click.echo(f"SAME FILE   {file}: {', '.join(titles)}" if titles else f"OTHER FILE  {file}: none of those in the receipt")


def _things_with(said: dict, file: Path) -> list[str]:
    with file.open("rb") as data:
        digest = file_digest(data, "sha256").hexdigest()
    return [f"{thing['title']} (round {thing['round']})" for thing in said["things"]
            if thing["kind"] == "version" and thing["sha256"] == digest]


def _keys_in(file: Path) -> dict[str, PublicKey]:
    try:
        found = [public_key(as_bytes(each["x"])) for each in json.loads(file.read_bytes())["keys"]]
    except (ValueError, KeyError, TypeError):
        raise click.ClickException(f"{file} holds no public keys as /.well-known/portico-receipts.json tells them") from None
    return {key.id: key for key in found if len(key.public) == 32}


def _own_keys() -> dict[str, PublicKey]:
    """The key in use, and the earlier ones where the database can be asked for them."""
    try:
        settings = load_settings()
    except SettingRefused as refusal:
        raise click.ClickException(str(refusal)) from None
    mine = public_key_of(settings.receipt_key)
    try:
        app = import_module("app").create_app(settings)
        with app.app_context():
            return import_module("portal.decisions.keys").known_keys()
    except Exception as trouble:
        click.echo(f"The database cannot be asked for earlier keys ({type(trouble).__name__}).", err=True)
        return {mine.id: mine}
