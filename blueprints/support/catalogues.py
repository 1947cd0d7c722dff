"""The catalogues of translations, compiled at the first start after they changed: no build step, nothing stale."""
from hashlib import sha256
from os import getpid, replace
from pathlib import Path

from flask import Flask

SOURCES = Path(__file__).resolve().parents[2] / "translations"


def install(app: Flask) -> None:
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled(app.config["SETTINGS"].data / "translations"))


def compiled(folder: Path) -> Path:
    """The folder, below this one, of the compiled catalogues as they are now; made when it is not there yet."""
    sources = {source: source.read_bytes() for source in sorted(SOURCES.glob("*/LC_MESSAGES/messages.po"))}
    here = folder / sha256(b"".join(sources.values())).hexdigest()[:16]
    for source in sources:
        target = here / source.relative_to(SOURCES).with_suffix(".mo")
        if not target.exists():
            _compile(source, target)
    return here


def _compile(source: Path, target: Path) -> None:
    # Read and written by Babel's heavy half, which a second start does not load.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(f".{getpid()}")
    with source.open("rb") as read, beside.open("wb") as written:
        write_mo(written, read_po(read))
    replace(beside, target)
