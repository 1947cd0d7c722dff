"""A worker like any other, except that its pushes go to a receiver on this machine, which no setting allows."""
import sys
from dataclasses import replace

from commands.worker import work
from portal.base.config import load_settings

if __name__ == "__main__":
    work(replace(load_settings(), testing=True, push_receiver=sys.argv[1]), threads=1)
