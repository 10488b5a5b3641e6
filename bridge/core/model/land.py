"""The German Länder: their holidays prolong deadlines, and each has its own data protection authority."""

from __future__ import annotations

from enum import StrEnum


class Land(StrEnum):
    """A German Land by the second part of its ISO 3166-2 code."""

    BADEN_WUERTTEMBERG = "BW"
    BAVARIA = "BY"
    BERLIN = "BE"
    BRANDENBURG = "BB"
    BREMEN = "HB"
    HAMBURG = "HH"
    HESSE = "HE"
    LOWER_SAXONY = "NI"
    MECKLENBURG_WESTERN_POMERANIA = "MV"
    NORTH_RHINE_WESTPHALIA = "NW"
    RHINELAND_PALATINATE = "RP"
    SAARLAND = "SL"
    SAXONY = "SN"
    SAXONY_ANHALT = "ST"
    SCHLESWIG_HOLSTEIN = "SH"
    THURINGIA = "TH"
