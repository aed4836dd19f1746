"""The trusted side of a test: what a hidden suite is written against, and the half of the wire that trusts nothing."""
