"""Figures for whoever watches this installation, as Prometheus reads them: what is owed, and what became of it. No names."""
from hmac import compare_digest

from flask import Blueprint, Response, abort, current_app, request

from blueprints.support.door import public
from portal.inbox.news import untold_for
from portal.jobs.heartbeat import QueueSilent, seconds_since_beat
from portal.jobs.noticing import NAME
from portal.notices.measuring import queues, tallies

bp = Blueprint("metrics", __name__)

#: By name: what kind of figure, and what it says.
TOLD = {
    "portico_deliveries_owed": ("gauge", "Mails and pushes that are owed, now or later."),
    "portico_deliveries_due": ("gauge", "Mails and pushes that are due."),
    "portico_deliveries_oldest_seconds": ("gauge", "How long the oldest one that is due has been."),
    "portico_deliveries_total": ("counter", "Tries that ended: sent, cancelled, refused (given up), gone (its device), later."),
    "portico_news_untold_seconds": ("gauge", "How long what happened and nobody was told of yet has been waiting."),
    "portico_worker_silent_seconds": ("gauge", "How long ago the worker was heard of."),
}


@bp.get("/metrics")
@public
def show():
    """404 where METRICS_TOKEN is not set; 401 to whoever does not show it."""
    wanted = current_app.config["SETTINGS"].metrics_token
    if wanted is None:
        abort(404)
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not compare_digest(given.encode(), wanted.encode()):
        return Response("", 401, {"WWW-Authenticate": 'Bearer realm="metrics"'}, mimetype="text/plain")
    return Response(_text(), mimetype="text/plain; version=0.0.4", headers={"Cache-Control": "no-store"})


def _text() -> str:
    figures = _figures()
    return "".join(f"# HELP {name} {says}\n# TYPE {name} {kind}\n" + "".join(f"{name}{labels} {value:g}\n"
                   for labels, value in figures.get(name, ())) for name, (kind, says) in TOLD.items())


def _figures() -> dict[str, list[tuple[str, float]]]:
    """{name: [(labels, value)]}"""
    each = queues()
    ended = [(f'{{channel="{channel}",outcome="{outcome}"}}', count) for (channel, outcome), count in tallies().items()]
    silent = _silent()
    return {**{f"portico_deliveries_{name}": [(f'{{channel="{queue.channel}"}}', getattr(queue, field)) for queue in each]
               for name, field in (("owed", "owed"), ("due", "due"), ("oldest_seconds", "oldest"))},
            "portico_deliveries_total": ended, "portico_news_untold_seconds": [("", untold_for(NAME))],
            "portico_worker_silent_seconds": [] if silent is None else [("", silent)]}


def _silent() -> float | None:
    try:
        return seconds_since_beat()
    except QueueSilent:
        return None
