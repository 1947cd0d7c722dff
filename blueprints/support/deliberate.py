"""Deliberate input: a button held for a moment, or two digits typed, so that a program which presses every button
changes nothing."""
from uuid import UUID

from flask import current_app, request

from portal.people.deliberate import Riddle


def riddle(purpose: str, subject: UUID) -> Riddle:
    """What the page about this subject asks of whoever acts on it; templates hand it to ``deliberate``."""
    return Riddle.about(current_app.config["SETTINGS"].secret_key, purpose, subject)


def was_deliberate(asked: Riddle) -> bool:
    """Whether this request came from a held button, or carries the digits its page showed."""
    sent = request.form
    return asked.is_solved_by(held=sent.get("held_ms", ""), digits=sent.get("digits", ""), decoy=sent.get("leave_empty", ""))
