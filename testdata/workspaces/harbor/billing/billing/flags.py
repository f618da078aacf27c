from acme import flags
from acme.flags import enabled as on

OLD = "paper-" + "invoices"


def paper() -> bool:
    return flags.enabled(OLD, True)  # ok: flag-declared flag-default flag-owner


def paperless() -> bool:
    return not on("paper-invoices", default=False)  # ok: flag-declared flag-owner; want: flag-default


def checkout() -> bool:
    return on("new-checkout")  # ok: flag-declared; want: flag-owner
