"""The people the law is asked about, and a short way to ask."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from hukou.law import Companion, Destination, Facts, Judgement, judge, load_law, parse_facts

DAY: Final = date(2018, 3, 1)
ACTIVATED: Final = date(2017, 11, 1)

OWNER: Final = {
    "dwelling.tenure": "owned",
    "dwelling.location_kind": "street",
    "dwelling.legal_and_stable": True,
}
SPOUSE: Final = {"relation.kind": "spouse", "relation.cohabits": True}
SON: Final = {"relation.kind": "child", "relation.cohabits": True, "person.age": 16}
DAUGHTER: Final = {
    "relation.kind": "child",
    "relation.cohabits": True,
    "person.age": 20,
    "person.married": False,
    "person.has_income_source": False,
}
MOTHER: Final = {
    "relation.kind": "parent",
    "relation.cohabits": True,
    "person.sex": "female",
    "person.age": 52,
}
FAMILY: Final = {"spouse": SPOUSE, "son": SON, "daughter": DAUGHTER, "mother": MOTHER}


def facts(raw: Mapping[str, object], on: date = DAY) -> Facts:
    """Return facts as known on a day."""
    return parse_facts(raw, on=on)


def ask(
    regulation: str,
    applicant: Mapping[str, object],
    companions: Mapping[str, Mapping[str, object]] | None = None,
    *,
    on: date = DAY,
    mode: str = "simulate",
    channel: str | None = None,
    destination: Destination | None = None,
    activated_on: date | None = None,
) -> Judgement:
    """Judge people given as plain facts."""
    with_them: Sequence[Companion] = [
        Companion(name, facts(raw, on)) for name, raw in (companions or {}).items()
    ]
    return judge(
        load_law().regulations[regulation],
        on=on,
        mode=mode,
        channel=channel,
        destination=destination or Destination(),
        applicant=facts(applicant, on),
        companions=with_them,
        activated_on=activated_on,
    )
