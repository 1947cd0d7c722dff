"""What a first request makes and all later ones use, made once, before the web's processes part.

Made in each of them it would be there twice, and lie between what they share: 15 MB more for each.
"""
import logging

from flask import Flask

from portal.base.database import db

log = logging.getLogger("portico.web")


def warm(app: Flask, address: str) -> None:
    """Ask the application for the page at its door; what goes wrong with that is for whoever really asks to be told."""
    try:
        app.test_client().get("/sign-in", base_url=address)
        with app.app_context():
            # A connection belongs to one process.
            db.engine.dispose()
    except Exception as error:
        log.warning("not warmed: %s", error)
