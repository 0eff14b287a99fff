"""The pages and lessons as static files: for any web host, an intranet, or a stick."""
