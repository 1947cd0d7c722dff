"""What an answer depends on beside its address, said to caches: without taking the header apart and together each time."""
from flask import Response


def varies(response: Response, *names: str) -> None:
    """Add what is not said yet to ``Vary``."""
    said = response.headers.get("Vary", "")
    known = said.lower()
    more = [name for name in names if name.lower() not in known.split(", ")]
    if more:
        response.headers["Vary"] = ", ".join([said, *more] if said else more)
