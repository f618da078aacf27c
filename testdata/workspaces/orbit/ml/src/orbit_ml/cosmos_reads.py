"""U8-U16 in Python: keyword arguments on one line and on several, dict items, literals, a wrapper, queries."""

from pydantic import BaseModel

from orbit_ml.cosmos_containers import database, get_container, jobs, labels


class Score(BaseModel):
    id: str
    parcel_id: str
    value: float


class Label(BaseModel):
    id: str
    text: str


scores = database.get_container_client("scores")


def fetch(container, item_id, partition_key):
    return database.get_container_client(container).read_item(item=item_id, partition_key=partition_key)


def reads(item_id, parcel_id, owner, row, order):
    scores.read_item(item=item_id, partition_key=parcel_id)  # ok: partition-key-use
    scores.delete_item(  # ok: partition-key-use
        item=row["id"],
        partition_key=row["parcel_id"],
    )
    scores.read_item(item_id, order.parcel_id)  # ok: partition-key-use
    scores.read_item(item=item_id, partition_key=row["value"])  # want: partition-key-use "It raises CosmosResourceNotFoundError"
    scores.read_item(item=item_id, partition_key=owner)  # unknown: partition-key-use
    scores.read_item(item=item_id, partition_key="country")  # unknown: partition-key-use
    scores.read_item(item=item_id, partition_key={})  # unknown: partition-key-use
    scores.replace_item(item=item_id, body=row)
    scores.patch_item(item=item_id, partition_key=parcel_id, patch_operations=[])  # ok: partition-key-use
    scores.execute_item_batch([("read", (item_id,))], partition_key=parcel_id)  # ok: partition-key-use
    scores.execute_item_batch([("read", (item_id,))], partition_key=row["value"])  # want: partition-key-use
    database.get_container_client("drivers").read_item(item_id, order["id"])  # unknown: partition-key-use
    jobs.read_item(item_id, item_id)  # ok: partition-key-use
    fetch("scores", item_id, parcel_id)  # ok: partition-key-use
    fetch("scores", item_id, partition_key=row["value"])  # want: partition-key-use


def queries(parcel_id, value):
    list(scores.query_items(query="SELECT * FROM c", partition_key=parcel_id))  # ok: partition-key-use
    list(scores.query_items(query="SELECT * FROM c", partition_key=value))  # want: partition-key-use "The query looks in one partition only"
    list(scores.query_items("SELECT * FROM c WHERE c.value > 1", enable_cross_partition_query=True))


def writes(score: Score, label: Label, body):
    scores.create_item(score.model_dump())  # ok: partition-key-type
    labels.upsert_item(body=label.model_dump())  # want: partition-key-type
    labels.create_item({"id": "l1", "text": "fragile"})  # want: partition-key-type
    labels.create_item(body)  # unknown: partition-key-type
    get_container("jobs").create_item({"id": "j1"})
