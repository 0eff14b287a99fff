"""The command line, `performance-walls`."""
