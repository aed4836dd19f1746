"""The trusted half of the wire: messages, values and HTTP in both directions. It trusts nothing that arrives."""
