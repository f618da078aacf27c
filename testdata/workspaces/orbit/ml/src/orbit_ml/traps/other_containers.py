"""Blob Storage has containers as well, tables have partition keys, and rows look like declarations."""

from azure.data.tables import TableClient
from azure.storage.blob import BlobServiceClient

blobs = BlobServiceClient.from_connection_string("UseDevelopmentStorage=true")
blobs.create_container("scores")
blobs.get_container_client("scores").delete_item("a", partition_key="value")
TableClient.from_connection_string("x", "scores").upsert_entity({"PartitionKey": "/value", "RowKey": "r"})
rows = [{"id": "scores", "partition_key": "/value"}, {"name": "labels", "partition_key": "text"}]
EXAMPLE = """
database.create_container_if_not_exists(id="scores", partition_key=PartitionKey(path="/value"))
"""
