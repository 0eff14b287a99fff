"""A show of hands: how many of a class chose what."""
