"""What a virus scanner said of bytes, and who may fetch them then."""


def may_fetch(scan: str, *, staff_here: bool, scans: bool) -> bool:
    """Whether the bytes, and what was made of them, may go out: what does harm to nobody, what is not clean to no contact.

    ``scans``: whether a scanner is asked here at all.
    """
    if scan == "infected":
        return False
    return staff_here or not scans or scan == "clean"


def is_open(scan: str) -> bool:
    """Whether the bytes are shown, and offered to be saved, wherever their file stands."""
    return scan in ("none", "clean")


def awaits_scanner(scan: str) -> bool:
    return scan in ("pending", "unavailable")
