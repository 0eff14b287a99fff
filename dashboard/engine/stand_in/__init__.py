"""What takes the place of packages that the engine in a browser does not have."""
