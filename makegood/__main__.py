"""`python -m makegood` is the same as `makegood`."""

from makegood.cli import main

main()
