"""The tour that a visitor is offered once."""
