"""Files that no importer knows: somebody says once what their columns mean, and that is kept as a small document."""
