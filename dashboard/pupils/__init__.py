"""A link for pupils to what the projector shows."""
