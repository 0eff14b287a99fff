"""The app without a server: its pages, run by a Python in the reader's own browser."""
