"""Moments that forms carry: up to when something had been shown."""
from datetime import UTC, datetime

from flask import request


def moment_sent(name: str) -> datetime | None:
    """A moment of this form as we wrote it; None where there is none, or something else stands there."""
    try:
        return datetime.fromisoformat(request.form.get(name, "")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
