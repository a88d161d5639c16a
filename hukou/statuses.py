"""The HTTP status of every family of domain errors (状态码): one table for API and pages."""

from collections.abc import Mapping
from typing import Final

from hukou.kernel.errors import (
    Conflict,
    DomainError,
    Forbidden,
    InvalidInput,
    NotFound,
    RuleViolated,
    TryAgain,
)

STATUS: Final[Mapping[type[DomainError], int]] = {
    InvalidInput: 400,
    Forbidden: 403,
    NotFound: 404,
    Conflict: 409,
    RuleViolated: 422,
    TryAgain: 503,
    DomainError: 400,
}


def status_of(error: type[DomainError]) -> int:
    """Return the HTTP status of the nearest family an error belongs to."""
    return next(STATUS[family] for family in error.__mro__ if family in STATUS)
