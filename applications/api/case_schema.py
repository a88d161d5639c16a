"""What an application's addresses answer, as JSON Schema."""

from typing import Any, Final

from applications.models import Kind
from applications.workflow import Action, Status
from hukou.api.describing import (
    ANYTHING,
    DAY,
    FLAG,
    INSTANT,
    MAYBE_DAY,
    MAYBE_INSTANT,
    MAYBE_WHOLE,
    OBJECT,
    TEXT,
    UUID,
    WHOLE,
    Schema,
    listing,
    maybe,
    partial,
    record,
)

ACTIONS: Final[Schema] = {"enum": Action.values}
STATUSES: Final[Schema] = {"enum": Status.values}
SUMMARISED: Final[dict[str, Schema]] = {
    "id": UUID,
    "number": TEXT,
    "kind": {"enum": Kind.values},
    "status": STATUSES,
    "status_label": TEXT,
    "revision": WHOLE,
    "allowed": listing(ACTIONS),
}
CHECK: Final = partial(
    record(id=UUID, fact=TEXT, label=TEXT, agency=TEXT, agency_label=TEXT, status=TEXT),
    value=ANYTHING,
    document_value=ANYTHING,
    receipt=TEXT,
    conflicts=FLAG,
)
PARTY: Final = partial(
    record(
        id=WHOLE,
        position=WHOLE,
        role=TEXT,
        relation=TEXT,
        relation_to_head=TEXT,
        person_id=MAYBE_WHOLE,
        name=TEXT,
        sex=TEXT,
        birth_date=MAYBE_DAY,
        is_newcomer=FLAG,
        declared=OBJECT,
        consented_on=MAYBE_DAY,
        verifications=listing(CHECK),
    ),
    identity_number=TEXT,
    address=TEXT,
    verdict=maybe(OBJECT),
)
DOCUMENT: Final = record(
    id=UUID,
    kind=TEXT,
    party=MAYBE_WHOLE,
    content_type=TEXT,
    size=WHOLE,
    sha256=TEXT,
    uploaded_at=INSTANT,
)

Answers = dict[int, Any]
SUMMARY: Final[Answers] = {200: record(**SUMMARISED)}
CREATED: Final[Answers] = {201: record(**SUMMARISED)}
UPLOADED: Final[Answers] = {201: DOCUMENT}
RECORDED: Final[Answers] = {200: record(id=UUID, status=TEXT)}
CASE: Final[Answers] = {
    200: record(
        **SUMMARISED,
        regulation=TEXT,
        channel=TEXT,
        group=TEXT,
        event=TEXT,
        applied_on=DAY,
        destination=TEXT,
        office=record(id=WHOLE, name=TEXT),
        details=OBJECT,
        created_at=INSTANT,
        submitted_at=MAYBE_INSTANT,
        ended_at=MAYBE_INSTANT,
        parties=listing(PARTY),
        documents=listing(DOCUMENT),
        steps=listing(record(action=TEXT, before=STATUSES, after=STATUSES, at=INSTANT)),
        deadlines=listing(
            record(step=TEXT, due_at=INSTANT, met_at=MAYBE_INSTANT, escalated_at=MAYBE_INSTANT)
        ),
        assessment=maybe(record(sequence=WHOLE, outcome=TEXT, law_version=TEXT, digest=TEXT)),
        decision=maybe(record(outcome=TEXT, clauses=listing(OBJECT), grounds=TEXT)),
        flags=listing(OBJECT),
    )
}
