"""Work that computes for a second, or waits for the disk, done beside the loop that serves everybody else's requests."""
import sys
import threading

from portal.base.database import db, writes

#: Whether what runs here runs beside it already.
_place = threading.local()


def off_the_loop(work, *args):
    """Run it in a thread of its own where gevent serves, else here; what it raises is raised here."""
    monkey = sys.modules.get("gevent.monkey")
    if monkey is None or not monkey.is_module_patched("socket") or getattr(_place, "is_beside", False):
        return work(*args)
    import gevent

    done, result = gevent.get_hub().threadpool.apply(_caught, (work, args))
    if not done:
        raise result
    return result


def _caught(work, args):
    # An exception that leaves a pool's thread is logged as if nobody had awaited it.
    _place.is_beside = True
    try:
        return True, work(*args)
    except Exception as error:
        return False, error
    finally:
        _place.is_beside = False


def let_go() -> None:
    """End the transaction in hand, in which nothing was changed yet, so that nobody waits for its lock meanwhile."""
    db.session.commit()
    writes.set(True)
