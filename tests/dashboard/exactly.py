"""Tables read to the last bit, which no one way of pandas does in all its versions."""

import pandas as pd


def read_csv(source, like, **options):
    """Read a CSV; what are numbers in a table like it are made numbers by Python."""
    numbers = like.select_dtypes("number").columns
    read = pd.read_csv(source, dtype=dict.fromkeys(numbers, str), **options)
    return read.astype(dict.fromkeys(numbers, float))
