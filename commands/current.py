"""Whether a start needs no preparing, asked without loading the application: second starts are quick by it."""
import os
import re
import sqlite3
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REVISION = re.compile(r"^(down_)?revision\s*=\s*(?:['\"]([^'\"]+)['\"]|None)", re.MULTILINE)


def is_current(environ=os.environ) -> bool:
    """Whether the database of the default kind stands at the newest migration. Another kind: not known, so False."""
    return not environ.get("DATABASE_URL") and _ask(environ, "SELECT version_num FROM alembic_version") == _heads()


def has_workspace(environ=os.environ) -> bool:
    """Whether that database holds a workspace already."""
    return bool(_ask(environ, "SELECT 1 FROM workspaces LIMIT 1"))


def _ask(environ, statement: str) -> set:
    file = ROOT / (environ.get("PORTICO_DATA") or "data") / "portico.sqlite3"
    if not file.exists():
        return set()
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            return {row[0] for row in database.execute(statement)}
    except sqlite3.Error:
        return set()


def _heads() -> set[str]:
    known, below = set(), set()
    for file in (ROOT / "migrations/versions").glob("*.py"):
        for down, revision in REVISION.findall(file.read_text()):
            (below if down else known).add(revision)
    return known - below
