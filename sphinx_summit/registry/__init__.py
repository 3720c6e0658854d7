"""Registries made and refreshed from public sources, and the command for it. Plain Python, no Sphinx."""
