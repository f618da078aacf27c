resource "azurerm_servicebus_queue" "created" {
  name         = "order-created"
  namespace_id = azurerm_servicebus_namespace.main.id
}
