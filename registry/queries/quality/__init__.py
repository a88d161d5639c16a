"""Data quality (数据质量): what can be checked, and what was found."""

from .checks import CHECKS_BY_KIND, FindingCount, check_of, count_of
from .parameters import Flag, Parameter, Whole, Words
from .subjects import subjects_found

__all__ = [
    "CHECKS_BY_KIND",
    "FindingCount",
    "Flag",
    "Parameter",
    "Whole",
    "Words",
    "check_of",
    "count_of",
    "subjects_found",
]
