"""A made-up organisation with planted truths: tutorial, demo and test fixture in one.

`make` writes the user's folder; `truths` says what makegood must find in it.
"""
