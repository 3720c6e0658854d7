"""What a handbook holds: records, their fields, names and the index over them. Plain Python, no Sphinx."""
