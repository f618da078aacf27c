"""D5-D9: calls, settings, a list and a loop, a wrapper with a default path, a path put together from a constant."""

import os

from azure.cosmos import CosmosClient, PartitionKey

client = CosmosClient(os.environ["COSMOS_ENDPOINT"], credential=os.environ["COSMOS_KEY"])
database = client.create_database_if_not_exists(id=os.getenv("COSMOS_DATABASE", "orbit"))
FIELD = "model"

CONTAINERS = [
    {"name": "scores", "partition_key": "/parcel_id"},  # ok: partition-key
    {"name": "stops", "partition_key": "/routeId"},  # ok: partition-key
    {"name": "drivers", "partition_key": "/driverId"},  # want: partition-key
]

for entry in CONTAINERS:
    database.create_container_if_not_exists(id=entry["name"], partition_key=PartitionKey(path=entry["partition_key"]))

runs = database.create_container_if_not_exists(  # ok: partition-key
    id=os.getenv("RUNS_CONTAINER", "runs"),
    partition_key=PartitionKey(path="/" + FIELD),
)


def get_container(name, path="/id"):
    return database.create_container_if_not_exists(id=name, partition_key=PartitionKey(path=path))


jobs = get_container("jobs")  # ok: partition-key
labels = get_container("labels", "/owner_id")  # ok: partition-key
