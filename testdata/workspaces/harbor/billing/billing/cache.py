import redis


def session(key: str) -> bytes | None:
    return redis.get(f"session:{key}")  # want: cache-prefix-owner


def invoice(key: str) -> bytes | None:
    return redis.get(f"invoice:{key}")  # ok: cache-prefix-owner
