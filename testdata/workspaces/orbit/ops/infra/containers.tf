# D16: `parcels` has another key here than in the depot's registry.
resource "azurerm_cosmosdb_sql_container" "parcels" { # want: partition-key
  name                  = "parcels"
  resource_group_name   = var.resource_group
  account_name          = azurerm_cosmosdb_account.orbit.name
  database_name         = azurerm_cosmosdb_sql_database.orbit.name
  partition_key_paths   = ["/parcelNumber"]
  partition_key_version = 2

  unique_key {
    paths = ["/email"]
  }
}

resource "azurerm_cosmosdb_sql_container" "tours" { # ok: partition-key
  name               = "tours"
  partition_key_path = "/depotId"
}

resource "azurerm_cosmosdb_sql_container" "leases" { # ok: partition-key
  name               = "leases"
  database_name      = azurerm_cosmosdb_sql_database.orbit.name
  partition_key_path = "/id"
}

resource "azurerm_cosmosdb_sql_container" "archive_leases" { # ok: partition-key
  name               = "leases"
  database_name      = azurerm_cosmosdb_sql_database.archive.name
  partition_key_path = "/day"
}

resource "azurerm_cosmosdb_sql_container" "named" {
  name                = var.container_name
  partition_key_paths = ["/any"]
}

# resource "azurerm_cosmosdb_sql_container" "routes" {
#   name                = "routes"
#   partition_key_paths = ["/commented"]
# }
