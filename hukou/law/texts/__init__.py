"""The text of a regulation as it was received (法规原文), read without changing it silently.

Noise that is certainly noise is cleaned reversibly; what is not certain is flagged for a person;
clauses are found by their headings and cited by byte and line. Pure Python.
"""

from hukou.law.texts.anchors import Anchor
from hukou.law.texts.decoding import NotAText
from hukou.law.texts.flags import Flag, FlagKind
from hukou.law.texts.garbled import proves
from hukou.law.texts.matching import ClauseMatch, match_clauses
from hukou.law.texts.reading import LineRead, Reading, read_text
from hukou.law.texts.segments import Change, ChangeKind, Segment, reassembled

__all__ = [
    "Anchor",
    "Change",
    "ChangeKind",
    "ClauseMatch",
    "Flag",
    "FlagKind",
    "LineRead",
    "NotAText",
    "Reading",
    "Segment",
    "match_clauses",
    "proves",
    "read_text",
    "reassembled",
]
