"""The untrusted half of the wire: what a cell sends and receives."""
