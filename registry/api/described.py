"""What this room's addresses answer, as JSON Schema; members beyond `required` depend on scope."""

from typing import Final

from hukou.api.describing import (
    DAY,
    FLAG,
    INSTANT,
    MAYBE_DAY,
    MAYBE_TEXT,
    MAYBE_UUID,
    MAYBE_WHOLE,
    OBJECT,
    TEXT,
    WHOLE,
    Schema,
    listing,
    maybe,
    page,
    partial,
    record,
)

NUMBERED: Final[dict[str, Schema]] = {"identity_number": TEXT}
REGISTRATION: Final = partial(
    record(
        household_id=WHOLE,
        household_number=TEXT,
        household_kind=TEXT,
        relation=TEXT,
        relation_name=TEXT,
        arrived_on=DAY,
        reason_in=TEXT,
        since=DAY,
        division_code=TEXT,
        office_id=WHOLE,
        office_name=TEXT,
    ),
    address=TEXT,
    arrived_from=TEXT,
)
ACTUAL: Final = record(
    text=TEXT,
    division_code=TEXT,
    since=DAY,
    refreshed_on=DAY,
    source=TEXT,
    source_name=TEXT,
    whereabouts=TEXT,
    apart=FLAG,
)
PERSON: Final = partial(
    record(
        id=WHOLE,
        name=TEXT,
        sex=TEXT,
        birth_date=DAY,
        ethnicity=TEXT,
        registration=maybe(REGISTRATION),
        merged_into=MAYBE_WHOLE,
        on=DAY,
        known_on=MAYBE_DAY,
    ),
    **NUMBERED,
    former_name=TEXT,
    birthplace=TEXT,
    native_place=TEXT,
    marital_status=TEXT,
    education=TEXT,
    occupation=TEXT,
    workplace=TEXT,
    military_service=TEXT,
    blood_type=TEXT,
    height_cm=MAYBE_WHOLE,
    actual_residence=maybe(ACTUAL),
)
MEMBER: Final = partial(
    record(
        person_id=WHOLE,
        name=TEXT,
        sex=TEXT,
        birth_date=DAY,
        ethnicity=TEXT,
        relation=TEXT,
        relation_name=TEXT,
        arrived_on=DAY,
        reason_in=TEXT,
        since=DAY,
    ),
    **NUMBERED,
    arrived_from=TEXT,
)
HIT: Final = partial(
    record(
        person_id=WHOLE,
        name=TEXT,
        sex=TEXT,
        birth_date=MAYBE_DAY,
        household_id=MAYBE_WHOLE,
        household_number=TEXT,
        relation=TEXT,
        relation_name=TEXT,
        office_name=TEXT,
    ),
    **NUMBERED,
    address=TEXT,
)
EVENT: Final = partial(
    record(
        id=WHOLE,
        kind=TEXT,
        kind_name=TEXT,
        reason=TEXT,
        on=DAY,
        recorded_at=INSTANT,
        office_name=TEXT,
        reverses=MAYBE_WHOLE,
        reversed_by=MAYBE_WHOLE,
    ),
    basis=OBJECT,
    application=MAYBE_UUID,
    officer_name=TEXT,
)
STAY: Final = partial(
    record(
        relation=TEXT,
        relation_name=TEXT,
        since=DAY,
        until=MAYBE_DAY,
        reason=TEXT,
        reason_out=TEXT,
        office_name=TEXT,
    ),
    household_id=WHOLE,
    household_number=TEXT,
    address=TEXT,
    arrived_from=TEXT,
    moved_to=TEXT,
)

FORMER_STAY: Final = record(
    kind=TEXT,
    kind_name=TEXT,
    division_code=TEXT,
    since=DAY,
    until=DAY,
    cite=record(document=TEXT, clause=TEXT),
)
FORMER_TYPE: Final[dict[int, Schema]] = {
    200: record(
        person_id=WHOLE,
        on=DAY,
        kind=TEXT,
        kind_name=TEXT,
        since=MAYBE_DAY,
        history=listing(FORMER_STAY),
    )
}

ACTUAL_HOME: Final[dict[int, Schema]] = {201: ACTUAL}
APART_PERSON: Final = partial(
    record(
        person_id=WHOLE,
        name=TEXT,
        household_id=WHOLE,
        household_number=TEXT,
        division_code=TEXT,
        registered=TEXT,
        lives=TEXT,
        since=DAY,
        refreshed_on=DAY,
        source=TEXT,
        source_name=TEXT,
        whereabouts=TEXT,
    ),
    **NUMBERED,
)
APART: Final[dict[int, Schema]] = {
    200: record(
        results=listing(APART_PERSON),
        next=MAYBE_TEXT,
        counts=record(apart=WHOLE, apart_within=WHOLE),
    )
}
RENUMBERING: Final = record(
    batch=MAYBE_UUID,
    addresses=listing(record(address=WHOLE, before=TEXT, after=TEXT)),
    households=listing(record(household_id=WHOLE, household_number=TEXT, before=TEXT, after=TEXT)),
)
RENUMBERED: Final[dict[int, Schema]] = {200: RENUMBERING, 201: RENUMBERING}
RESIDENT: Final[dict[int, Schema]] = {200: PERSON}
HITS: Final[dict[int, Schema]] = {200: page(HIT)}
HISTORY: Final[dict[int, Schema]] = {
    200: record(results=listing(EVENT), next=MAYBE_TEXT, stays=listing(STAY))
}
BOOK: Final[dict[int, Schema]] = {
    200: partial(
        record(
            id=WHOLE,
            number=TEXT,
            kind=TEXT,
            name=TEXT,
            office_id=WHOLE,
            office_name=TEXT,
            division_code=TEXT,
            members=listing(MEMBER),
            on=DAY,
            known_on=MAYBE_DAY,
        ),
        address=TEXT,
    )
}

BRANCH: Final = record(
    person_id=WHOLE,
    name=TEXT,
    sex=TEXT,
    birth_date=DAY,
    age=WHOLE,
    before=TEXT,
    after=TEXT,
    moves=FLAG,
    asked=FLAG,
    without_adult=FLAG,
    without_parent=FLAG,
    reverse=FLAG,
)
TREE: Final = record(
    household_id=MAYBE_WHOLE,
    number=TEXT,
    address_before=TEXT,
    address=TEXT,
    opens=FLAG,
    empties=FLAG,
    before=listing(BRANCH),
    after=listing(BRANCH),
)
REHEARSAL: Final[dict[int, Schema]] = {
    200: record(on=DAY, seal=TEXT, unknown=listing(WHOLE), households=listing(TREE))
}
CHANGE: Final = record(household_id=WHOLE, household_number=TEXT)
CHANGED: Final[dict[int, Schema]] = {200: CHANGE}
OPENED: Final[dict[int, Schema]] = {201: CHANGE}

NOTICE: Final = record(
    id=WHOLE,
    entry=WHOLE,
    kind=TEXT,
    kind_name=TEXT,
    wrong_kind=MAYBE_TEXT,
    wrong_kind_name=MAYBE_TEXT,
    wrong_on=MAYBE_DAY,
    people=listing(WHOLE),
    office_name=TEXT,
    told_at=INSTANT,
    acknowledged_at={"type": ["string", "null"], "format": "date-time"},
    answer=TEXT,
)
NOTICES: Final[dict[int, Schema]] = {200: page(NOTICE)}
ACKNOWLEDGED: Final[dict[int, Schema]] = {200: NOTICE}
