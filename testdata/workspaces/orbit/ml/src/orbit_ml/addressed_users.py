"""P6: who makes them."""

from .addressed_clients import (
    InheritedClient,
    OwnClient,
    PooledItems,
    PooledMixed,
    PooledRates,
    PooledSending,
    RatesClient,
    SendingClient,
)

inherited = InheritedClient("http://catalog:8080")  # want: request-id
own = OwnClient()  # want: request-id
sending = SendingClient()  # ok: request-id
rates = RatesClient()

pooled_items = PooledItems()  # want: request-id
pooled_sending = PooledSending()  # ok: request-id
pooled_mixed = PooledMixed("http://catalog:8080")  # want: request-id "http://catalog:8080/prices"; ok: request-id
pooled_rates = PooledRates()
