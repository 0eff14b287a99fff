"""What stands beside each slider: a stop less, a stop more, and its number to be typed; and undo and redo."""
