"""Data quality (数据质量): what can be checked, and what was found."""

from .checks import CHECKS_BY_KIND, FindingCount, check_of, count_of
from .findings import (
    FindingSearch,
    FindingView,
    NoticeView,
    SummaryRow,
    finding_of,
    list_findings,
    notices_of,
    summary_of_findings,
)
from .parameters import Flag, Parameter, Whole, Words
from .subjects import subjects_found
from .visited import CONCERNING

__all__ = [
    "CHECKS_BY_KIND",
    "CONCERNING",
    "FindingCount",
    "FindingSearch",
    "FindingView",
    "Flag",
    "NoticeView",
    "Parameter",
    "SummaryRow",
    "Whole",
    "Words",
    "check_of",
    "count_of",
    "finding_of",
    "list_findings",
    "notices_of",
    "subjects_found",
    "summary_of_findings",
]
