"""A points scheme in which every formula stands as oddly as a pack may write it."""

from decimal import Decimal
from typing import Any, Final


def _line(name: str, block: str, **told: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "name_en": name, "block": block, "factor": "tax", **told}


QUIRKS: Final[dict[str, Any]] = {
    "id": "quirks",
    "regulation": "gz-points-2023",
    "channel": "GZP-1",
    "clause": "score",
    "ties": ["tax.income_3y_yuan", "insurance.medical_months"],
    "quotas": {"2025": 3},
    "blocks": {
        "first": {"name": "甲", "name_en": "First", "ranks": True},
        "second": {"name": "乙", "name_en": "Second"},
    },
    "indicators": [
        _line("flat", "first", sum=[{"flat": {"points": Decimal("100.25")}}]),
        _line(
            "shares_that_rank",
            "first",
            cap=Decimal("33.3"),
            sum=[{"shares": {"fact": "innovation.patent_inventors", "points": Decimal("12.5")}}],
        ),
        _line(
            "falling_by_cents",
            "first",
            sum=[
                {
                    "falling": {
                        "fact": "tax.enterprise_3y_yuan",
                        "first": Decimal("0.5"),
                        "last": Decimal("99.5"),
                        "points": 7,
                        "minus": Decimal("0.03"),
                    }
                }
            ],
        ),
        _line(
            "yuan",
            "second",
            cap=90,
            sum=[
                {
                    "per": {
                        "fact": "tax.income_3y_yuan",
                        "less": "insurance.medical_months",
                        "every": Decimal("0.7"),
                        "points": Decimal("0.1"),
                    }
                }
            ],
        ),
        _line(
            "best_of_losses",
            "second",
            best=[
                {"per": {"fact": "conduct.tax_evasions_5y", "points": -3}},
                {
                    "flat": {"points": Decimal("-0.5")},
                    "when": {"fact": "trade.hardship", "op": "is_true"},
                },
                {
                    "by_year": {
                        "fact": "service.volunteer_hours_by_year",
                        "every": Decimal("0.5"),
                        "points": -1,
                        "most": 2,
                    },
                    "cap": -2,
                },
            ],
        ),
        _line(
            "never_positive",
            "second",
            cap=-1,
            sum=[
                {"first": {"fact": "award.military_first", "points": -20, "then": 5}},
                {
                    "steps": {
                        "fact": "award.central",
                        "steps": [{"from": 1, "points": 9}, {"from": 2, "points": -9}],
                    },
                    "when": {"fact": "award.city", "op": "exists"},
                },
            ],
        ),
        _line(
            "whom",
            "second",
            best=[
                {
                    "table": {"fact": "education.level", "points": {"doctor": 3, "master": 3}},
                    "cap": Decimal("2.9"),
                }
            ],
        ),
        _line("months", "second", sum=[{"per": {"fact": "employment.months", "points": 1}}]),
    ],
}
