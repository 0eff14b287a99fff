"""What users take away: a figure, the table behind it, and where both come from."""
