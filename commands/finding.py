"""One thing that was looked at, how it stands and what to do about it."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    what: str
    #: ok, warning or trouble.
    state: str
    said: str
    advice: str = ""
