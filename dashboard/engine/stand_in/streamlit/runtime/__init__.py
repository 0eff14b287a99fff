"""What runs the pages."""
