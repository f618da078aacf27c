resource "acme_app" "reads" {
  settings = { ONLY_IN_TERRAFORM = var.limit }
}
