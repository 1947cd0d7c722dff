"""What every route shares: the person at the door, page or fragment, errors, headers."""
from flask import Flask

from blueprints.support import acts, door, methods, proxies, render, request_log, transactions


def install_support(app: Flask) -> None:
    for part in (request_log, proxies, methods, transactions, door, render, acts):
        part.install(app)
