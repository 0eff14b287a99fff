"""The clicker of a teacher: keys that turn the steps of a lesson."""
