"""`python -m performance_walls` is `performance-walls`."""

from performance_walls import main

main()
