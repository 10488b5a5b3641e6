"""Attacks on released figures: what a reader could work out of them. Nothing here asks the rules of a release.

Each file is one kind of attack; `cases` is the table of all. They are given what a reader has, see `material`.
"""
