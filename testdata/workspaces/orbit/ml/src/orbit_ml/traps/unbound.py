"""A name that nothing in the file binds is no library."""

from ..settings import settings


def trial() -> object:
    return requests.get(f"{settings.fleet_url}/trial")  # noqa: F821
