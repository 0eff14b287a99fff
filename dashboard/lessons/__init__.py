"""Lessons: read from Markdown, taught on the live figures, their answers computed."""
