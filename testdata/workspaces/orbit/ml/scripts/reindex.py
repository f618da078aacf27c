"""C3: a script, whatever calls its functions."""

import boto3


def reindex(region):
    search = boto3.client("opensearch", region_name=region)
    search.list_domain_names()
