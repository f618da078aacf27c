#!/bin/sh
# D17
az cosmosdb sql container create --account-name orbit --name settings --partition-key-path "/userId" # ok: partition-key
az cosmosdb sql container create --account-name orbit --name "$NAME" --partition-key-path "/any"
# az cosmosdb sql container create --account-name orbit --name routes --partition-key-path "/commented"
