"""The weekly report: gathered as one value, and delivered by mail and into places.

`gather` makes an issue for one reader, `deliver` brings it to everybody at the same time, `expire` takes away what has
stood in places long enough.
"""
