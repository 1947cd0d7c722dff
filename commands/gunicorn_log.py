"""gunicorn's log lines go where all others go; its access log stays off, the application writes its own."""
import logging
from logging.config import dictConfig

from gunicorn.glogging import Logger

from portal.base.config import load_settings
from portal.base.logs import logging_config


class GunicornLog(Logger):
    def setup(self, cfg) -> None:
        dictConfig(logging_config(load_settings().log_level))
        for log in (self.error_log, self.access_log):
            log.propagate = True
            log.setLevel(logging.NOTSET)
