"""Processes: the zygote and what it prepares, so that a cell begins in milliseconds."""
