"""The pages, and the ways from one to another."""
