"""The command line: one file a command, loaded when it is asked for. Thin: every decision is made elsewhere."""
