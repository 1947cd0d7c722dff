"""Letters as files, where there is no mail server: readable by this user only, for a day."""
import os
import time
from pathlib import Path

#: How long letters stay in the folder, in seconds: they carry what lets people in.
KEPT = 24 * 3600


def write_letter(data: bytes, folder: Path, name: str) -> Path:
    """Keep a letter as a file that only this user may read; the same letter twice is one file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{name.partition('@')[0]}.eml"
    draft = file.with_suffix(".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(data)
    return draft.replace(file)


def drop_old_letters(folder: Path) -> int:
    """Delete the letters in the folder that are older than a day; says how many."""
    old = [file for pattern in ("*.eml", "*.draft") for file in folder.glob(pattern)
           if file.stat().st_mtime < time.time() - KEPT]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)
