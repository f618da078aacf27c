"""E16 in Python: what is no decorator of a function app names no variable."""

import azure.functions as func

app = func.FunctionApp()


@app.service_bus_queue_trigger(arg_name="message", queue_name="orders", connection="BINDING_MISSING")  # want: env-example
def on_order(message): ...


@app.blob_trigger(arg_name="blob", path="orders", connection="BINDING_DOCUMENTED")  # ok: env-example
def on_blob(blob): ...


def connect(database):
    database.open(connection="NO_VARIABLE")
