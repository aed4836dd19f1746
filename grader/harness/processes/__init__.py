"""Processes of the operating system: the zygote, cells, their users, folders and limits of time."""
