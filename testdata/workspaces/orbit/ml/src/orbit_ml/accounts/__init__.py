"""I4: ids in Python; the package reads none from its configuration."""
