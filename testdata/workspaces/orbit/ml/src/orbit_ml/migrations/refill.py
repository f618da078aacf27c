"""C4: a migration, which a deployment starts."""

from ..pooled.handed_out import open_once, open_twice


def upgrade(url: str) -> None:
    with open_once() as client:
        client.delete(url)
    with open_twice() as client:
        client.get(url)
