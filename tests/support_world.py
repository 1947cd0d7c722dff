"""The named world, written into each house once in a while; a test finds it standing, and its records as just written."""
import shutil
import time
from copy import deepcopy
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.orm import make_transient_to_detached

from portal.base.database import db
from portal.channels.files import open_store
from tests.world import World, build_world

#: Seconds; of an older one some moments would no longer be now.
YOUNG = 30
_worlds: dict = {}


def make_ready(house, wanted) -> None:
    """The house as a test wants to find it: with the world in it, or empty; or as the last one left it, to be furnished."""
    if "furnished" not in wanted:
        # A server that runs on remembers what it showed by ids and places in the log: for it nothing comes twice.
        kept = "standing_world" in wanted and "server" not in wanted
        return _bring_world(house) if kept else house.clear()
    if "standing_world" in wanted:
        house.clear()


def world_in(house) -> World:
    """The world of this house, its records in the session of the test; written now where something else stands there."""
    kept = _worlds.get(house.kind)
    return kept.records() if kept and house.standing is kept.house else build_world()


def _bring_world(house) -> None:
    kept = _worlds.get(house.kind)
    if kept and time.monotonic() - kept.built < YOUNG:
        house.bring_back(kept.house)
        kept.forget_files(house)
    else:
        house.clear()
        _worlds[house.kind] = _KeptWorld(house)


class _KeptWorld:
    """What stands in the house, and the values of each record that has a name."""

    def __init__(self, house):
        with house.app.app_context():
            world = build_world()
            db.session.commit()
            self._named = {name: _values(record) for name, record in vars(world).items() if name != "seats"}
            self._seats = [_values(seat) for seat in world.seats.values()]
            self._workspaces = [world.nord.id, world.rexco.id]
            db.session.remove()
        self.house, self.built = house.keep(), time.monotonic()

    def forget_files(self, house) -> None:
        """What the test before stored in these workspaces, which are the same in the next one."""
        root = Path(open_store(house.settings)._root)
        for workspace in self._workspaces:
            for folder in root.glob(f"*/{workspace}"):
                shutil.rmtree(folder)

    def records(self) -> World:
        seats = map(_record, self._seats)
        return World(**{name: _record(values) for name, values in self._named.items()},
                     seats={seat.user_id: seat for seat in seats})


def _values(record) -> tuple:
    db.session.refresh(record)
    mapper = inspect(type(record))
    return mapper, {key: value for key, value in vars(record).items() if key in mapper.column_attrs}


def _record(kept: tuple):
    mapper, values = kept
    record = mapper.class_manager.new_instance()
    vars(record).update(deepcopy(values))
    make_transient_to_detached(record)
    db.session.add(record)
    return record
