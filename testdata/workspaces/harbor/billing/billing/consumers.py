from acme.queue import consumer

PAID = "order-paid"


@consumer("order-created", version=1)  # ok: queue-without-publisher; want: queue-version
def created(event):
    print(event)


@consumer(queue=PAID, version=1)  # ok: queue-without-publisher queue-version
def paid(event):
    print(event)


def start(bus):
    refunds = bus.get_queue_receiver("order_paid")  # want: queue-without-publisher
    again = bus.get_queue_receiver(queue_name=PAID)  # ok: queue-without-publisher
    return refunds, again
