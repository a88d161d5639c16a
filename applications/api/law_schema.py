"""What the law's addresses answer, as JSON Schema."""

from typing import Final

from hukou.api.describing import (
    ANYTHING,
    DAY,
    FLAG,
    MAYBE_DAY,
    MAYBE_FLAG,
    MAYBE_TEXT,
    TEXT,
    WHOLE,
    Schema,
    listing,
    page,
    partial,
    record,
)
from hukou.law import Aim, Bar, Topic

CITE: Final = record(document=TEXT, clause=TEXT)
REASON: Final = record(id=TEXT, reason=TEXT, cite=CITE)
ACTIVATION: Final[Schema] = {
    "type": ["object", "null"],
    "description": "By whom an undated regulation was dated; null where its own date counts.",
    "properties": {
        "effective_from": DAY,
        "official_number": TEXT,
        "for_demonstration": FLAG,
        "reason": TEXT,
    },
}
FACT: Final = record(
    name=TEXT,
    type=TEXT,
    unit=MAYBE_TEXT,
    values={"type": ["array", "null"], "items": TEXT},
    label=TEXT,
    label_en=TEXT,
    verified_by=listing(TEXT),
)
STANDING: Final[dict[str, Schema]] = {
    "id": TEXT,
    "jurisdiction": TEXT,
    "title": TEXT,
    "short_title": TEXT,
    "number": MAYBE_TEXT,
    "status": {"enum": ["draft", "in_force", "trial", "expired", "superseded"]},
    "effective_from": MAYBE_DAY,
    "effective_to": MAYBE_DAY,
    "activation": ACTIVATION,
}
CHANNEL: Final = record(id=TEXT, name=TEXT, cite=CITE, clause=TEXT, effect=TEXT)
CLAUSE: Final = record(id=TEXT, heading=TEXT, summary=TEXT, cite=CITE)
MEASURE: Final = record(
    id=TEXT,
    rule=TEXT,
    topic={"enum": [each.value for each in Topic]},
    name=TEXT,
    name_en=TEXT,
    clause=TEXT,
    says=TEXT,
    unsaid=MAYBE_TEXT,
    figures=listing(record(name=TEXT, value=TEXT, unit=TEXT)),
    doubts=listing(record(id=TEXT, question=TEXT, handling=TEXT)),
    transfer=MAYBE_TEXT,
    forbids_surrender=MAYBE_FLAG,
    agencies=listing(TEXT),
    cite=CITE,
)
TARGET: Final = record(
    id=TEXT,
    aim={"enum": [each.value for each in Aim]},
    area=TEXT,
    years=listing(WHOLE),
    bar={"enum": [each.value for each in Bar]},
    value=MAYBE_TEXT,
    unit=MAYBE_TEXT,
    clause=TEXT,
    said=TEXT,
    owners=listing(TEXT),
    cite=CITE,
)
OUTCOME: Final[Schema] = {
    "enum": [
        "eligible",
        "not_eligible",
        "partial",
        "review",
        "evidence",
        "refuse_route",
        "no_policy",
    ]
}
FINDING: Final = record(
    condition=TEXT,
    fact=TEXT,
    required=ANYTHING,
    found=ANYTHING,
    satisfied=MAYBE_FLAG,
    cite=CITE,
)
CHANGE: Final = record(
    condition=TEXT,
    fact=TEXT,
    required=ANYTHING,
    step={"enum": ["prove", "wait", "change"]},
    found=ANYTHING,
    value=ANYTHING,
    met_on=MAYBE_DAY,
    cite=CITE,
)
NEAREST: Final[Schema] = {
    **listing(record(outcome=OUTCOME, met_on=MAYBE_DAY, changes=listing(CHANGE))),
    "description": "The fewest honest changes that would turn a refusal, the best way first.",
}
JUDGED: Final[dict[str, Schema]] = {
    "id": TEXT,
    "outcome": OUTCOME,
    "findings": listing(FINDING),
    "missing": listing(TEXT),
    "review": listing(REASON),
}
LIMIT: Final = partial(
    record(
        id=TEXT,
        at_most=WHOLE,
        counted=WHOLE,
        kept_out=listing(TEXT),
        satisfied=MAYBE_FLAG,
        cite=CITE,
    ),
    nearest=NEAREST,
)

FACTS: Final[dict[int, Schema]] = {200: page(FACT)}
REGULATIONS: Final[dict[int, Schema]] = {200: page(record(**STANDING))}
REGULATION: Final[dict[int, Schema]] = {
    200: record(
        **STANDING,
        channels=listing(CHANNEL),
        clauses=listing(CLAUSE),
        measures=listing(MEASURE),
        targets=listing(TARGET),
        targets_missing=listing(record(what=TEXT, clause=TEXT, cite=CITE)),
    )
}
JUDGEMENT: Final[dict[int, Schema]] = {
    200: record(
        regulation=MAYBE_TEXT,
        on=DAY,
        mode={"enum": ["decide", "simulate"]},
        outcome=OUTCOME,
        channels=listing(partial(record(**JUDGED, name=TEXT), nearest=NEAREST)),
        companions=listing(partial(record(**JUDGED), nearest=NEAREST)),
        limits=listing(LIMIT),
        activation=ACTIVATION,
    )
}
