"""Disclosure control: what may be told of a small network without telling of anybody in it. One file per rule."""
