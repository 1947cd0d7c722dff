"""What ``doctor`` finds of receipts: with which key they are signed, and whether their PDFs can be printed."""
from ctypes import CDLL

from commands.finding import Finding
from portal.base.config import Settings
from portal.decisions.signing import public_key_of

#: What WeasyPrint draws letters with, as Debian and Ubuntu call it.
LIBRARIES = {"libpango-1.0.so.0": "libpango-1.0-0", "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
             "libharfbuzz-subset.so.0": "libharfbuzz-subset0"}


def examine_receipts(settings: Settings, libraries=LIBRARIES) -> Finding:
    missing = [package for library, package in libraries.items() if not _is_there(library)]
    signed = f"signed with the key {public_key_of(settings.receipt_key).id[:12]}…"
    if missing:
        return Finding("receipts", "warning", f"{signed}; their PDFs cannot be printed: {', '.join(missing)} missing",
                       f"Install what is missing: apt-get install {' '.join(missing)}.")
    return Finding("receipts", "ok", f"{signed}, and printed")


def _is_there(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True
