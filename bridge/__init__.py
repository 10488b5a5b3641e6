"""Cobridge: mirrors tasks between the tools of partner companies and writes one participation log."""
