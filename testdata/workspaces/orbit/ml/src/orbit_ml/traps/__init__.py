"""What must stay silent."""
