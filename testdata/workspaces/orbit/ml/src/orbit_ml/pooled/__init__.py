"""Clients with connection pools: made for each call, and the forms that share them."""
