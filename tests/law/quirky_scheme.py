"""A points scheme in which every formula stands as oddly as a pack may write it."""

from datetime import date
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
    "age_on": {"years_before": 1, "month": 1, "day": 1},
    "windows": {
        "2025": {
            "clause": "procedure",
            "opens": {"day": date(2025, 10, 10), "time": "09:00"},
            "closes": {"day": date(2025, 11, 10), "time": "17:00"},
            "facts_until": date(2025, 9, 30),
            "born_from": date(1979, 1, 1),
        }
    },
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
        _line(
            "age",
            "first",
            sum=[
                {
                    "falling": {
                        "fact": "person.age",
                        "first": 18,
                        "last": 40,
                        "points": 5,
                        "minus": 1,
                    }
                }
            ],
        ),
        _line(
            "months",
            "second",
            sum=[
                {"per": {"fact": "employment.months", "most": 40, "points": 1}},
                {
                    "per": {
                        "fact": "permit.months",
                        "most": Decimal("24.5"),
                        "every": 7,
                        "points": 1,
                    }
                },
            ],
        ),
        _line(
            "places",
            "second",
            sum=[
                {
                    "stints": {
                        "within": "insurance.pension_months",
                        "less": "insurance.pension_backpaid_months",
                        "kinds": [
                            {"fact": "employment.months", "points": 1},
                            {"fact": "permit.months", "points": Decimal("0.5")},
                            {"fact": "insurance.injury_months", "points": Decimal("0.25")},
                        ],
                    }
                }
            ],
        ),
        _line(
            "kept_up",
            "second",
            sum=[
                {
                    "sustained": {
                        "fact": "service.volunteer_hours_by_year",
                        "of_last": 5,
                        "months": 3,
                        "steps": [{"from": Decimal("0.5"), "points": 1}, {"from": 1, "points": 3}],
                    }
                }
            ],
        ),
    ],
}
