"""Huey, loaded without the clients and loops that it looks for and that our queues do not use: 13 MB in web and in worker."""
import sys

_LOOKED_FOR = ("redis", "psycopg", "gevent")


def _load() -> None:
    held = [name for name in _LOOKED_FOR if name not in sys.modules]
    # To whoever imports it now such a package is not installed, which Huey takes as well.
    sys.modules.update(dict.fromkeys(held))
    try:
        import huey  # noqa: F401
    finally:
        for name in held:
            del sys.modules[name]


def redis_huey() -> type:
    """Huey's queue on Redis, with the client that it needs."""
    import redis
    from huey import RedisHuey, storage

    for name in ("ConnectionPool", "Redis", "ConnectionError", "TimeoutError"):
        setattr(storage, name, getattr(redis, name))
    storage.RedisStorage.redis_client = redis.Redis
    return RedisHuey


_load()
