"""What composers of any channel may answer instead of words."""
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Postponed:
    """Not now, and nobody's fault: quiet hours, or an hour's cap. No try is counted."""

    until: datetime
