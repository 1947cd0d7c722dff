"""How gunicorn serves the application: a few gevent workers, pages and live streams on one port."""
# Patched before anything is imported, because the application is loaded once and then forked:
# its locks and sockets must be those that yield (psycopg looks at this when it is imported).
from gevent import monkey

monkey.patch_all()

import gc  # noqa: E402
import resource  # noqa: E402

import gevent  # noqa: E402

from portal.base.config import load_settings  # noqa: E402

_settings = load_settings()
# Each open page holds a connection: as many as the system lets us have.
_files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (_files, _files))
_host = f"[{_settings.bind}]" if ":" in _settings.bind else _settings.bind

wsgi_app = "app:create_app()"
bind = f"{_host}:{_settings.port}"
workers = _settings.web_workers
worker_class = "gevent"
worker_connections = 1000
preload_app = True
control_socket_disable = True
logger_class = "commands.gunicorn_log.GunicornLog"
graceful_timeout = 5
timeout = 60
keepalive = 75
# Which proxies to believe is our own setting, TRUSTED_PROXIES.
forwarded_allow_ips = ""


def when_ready(server):
    from blueprints.support.warming import warm
    from commands.unread import dress_refusals

    dress_refusals(_settings.base_url)
    warm(server.app.wsgi(), _settings.base_url)
    # What was loaded before the fork stays shared only while the collector does not touch it.
    gc.collect()
    gc.freeze()
    # A page makes some ten thousand objects and drops nearly all of them again: collect after pages, not within.
    gc.set_threshold(20_000, 20, 50)


def post_fork(server, worker):
    from portal.base.database import db

    with worker.app.wsgi().app_context():
        db.engine.dispose(close=False)


def worker_exit(server, worker):
    from blueprints.support.live import close_hub

    close_hub(worker.app.wsgi())


def post_request(worker, req, environ, resp):
    # Without this one busy connection is served on and on while the others wait.
    gevent.sleep(0)
