"""What a check (检查) is: one statement of ours over the whole register, with bound parameters."""

from dataclasses import dataclass
from typing import Any, Final

from hukou.kernel.kinship import HEAD, SPOUSES, STRANGER
from registry.queries.addresses import DIVISION_ON

from .parameters import Parameter, read_parameters

REGISTERED: Final = """registered AS (
    SELECT residence.person_id, residence.household_id, residence.relation,
           household.office_id, household.kind AS household_kind,
           known.name_norm, known.former_name, known.sex, known.birth_date, known.ethnicity,
           known.marital_status
    FROM registry_residence residence
    JOIN registry_person person
      ON person.id = residence.person_id AND person.merged_into_id IS NULL
    JOIN registry_household household ON household.id = residence.household_id
    JOIN registry_particulars known
      ON known.person_id = residence.person_id AND known.period @> %(on)s::date
    WHERE residence.period @> %(on)s::date
)"""
"""Everybody registered on the day, under the record that is kept."""


TOO_YOUNG: Final = """registered.birth_date > %(on)s::date - make_interval(
    years => CASE registered.sex WHEN '1' THEN %(men)s WHEN '2' THEN %(women)s ELSE 0 END)"""

ABOUT: Final = """
WITH {registered}
SELECT ARRAY[found.person_id] AS people, ARRAY[found.household_id] AS households,
       '{{}}'::bigint[] AS notices, found.office_id, 100 AS score, found.evidence
FROM (<what>) found
"""

DIFFERING: Final = " + ".join(
    f"(substr(one.number, {place}, 1) <> substr(other.number, {place}, 1))::int"
    for place in range(1, 18)
)
"""In how many digits the numbers of `one` and `other` differ, check characters aside."""

PIECES: Final = {
    "differing": DIFFERING,
    "registered": REGISTERED,
    "concerning": "true",
    "too_young": TOO_YOUNG,
    "division": DIVISION_ON,
    "head": HEAD,
    "stranger": STRANGER,
    "spouses": ", ".join(f"'{code}'" for code in SPOUSES),
}
"""What statements name in braces: pieces of ours, nothing that anybody typed."""


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check: its statement, its parameters, and what it looks for.

    The statement yields, for each finding, `people`, `households` and `notices` (keys of the
    register, sorted), `office_id` of who answers for it, a `score` of at most 100 and `evidence`
    (JSON, keys and signs only). It is bound with `on` and the parameters by name.
    """

    template: str
    parameters: tuple[Parameter, ...] = ()
    looks_for: str = ""

    def read(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return the parameters as given, each checked. Raises BadParameter."""
        return read_parameters(self.parameters, given)

    @property
    def statement(self) -> str:
        """The statement, its pieces put in."""
        return self.template.format(**PIECES)

    def concerning(self, condition: str) -> str:
        """Return the statement narrowed by a condition of ours, where its template takes one."""
        return self.template.format(**PIECES | {"concerning": condition})


def about_people(what: str) -> str:
    """Return a statement that finds people one by one; `what` yields them with evidence."""
    return ABOUT.replace("<what>", what)
