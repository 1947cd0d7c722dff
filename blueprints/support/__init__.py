"""What every route shares: the person at the door, page or fragment, errors, headers."""
from flask import Flask

from blueprints.support import (
    acts,
    amounts,
    assets,
    catalogues,
    compressing,
    door,
    errors,
    event_words,
    form_sessions,
    formats,
    forms,
    headers,
    hosts,
    keeping,
    language,
    live,
    looking,
    mail_rendering,
    methods,
    page,
    parts,
    proxies,
    push_words,
    render,
    request_log,
    roles,
    sizes,
    skeletons,
    standing_parts,
    transactions,
    ways,
)

#: In this order; what follows a response runs from the last to the first, so compression comes at the end.
PARTS = (request_log, proxies, compressing, headers, sizes, methods, transactions, hosts, live, door, looking, keeping, render,
         form_sessions, forms, acts, assets, parts, catalogues, formats, amounts, language, event_words, roles, page, ways,
         standing_parts, skeletons, errors, mail_rendering, push_words)


def install_support(app: Flask) -> None:
    for part in PARTS:
        part.install(app)
