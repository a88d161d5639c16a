"""What an indicator of points is about (积分因素), and how well its value is known."""

from enum import StrEnum


class Factor(StrEnum):
    """What an indicator is about (积分因素): the eight factors, and what schemes add to them."""

    RESIDENCE = "residence"
    EMPLOYMENT = "employment"
    DWELLING = "dwelling"
    EDUCATION = "education"
    INSURANCE = "insurance"
    TAX = "tax"
    SKILL = "skill"
    SERVICE = "service"
    AGE = "age"
    HONOUR = "honour"
    CONDUCT = "conduct"


class Known(StrEnum):
    """How well a value is known (可信程度): only what is confirmed may score live."""

    CONFIRMED = "confirmed"
    SECONDARY = "confirmed_secondary"
    DISPUTED = "disputed"
    KNOWLEDGE = "knowledge"
