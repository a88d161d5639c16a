"""A part of a population under two regulations at once, inside PostgreSQL (成批比较).

Facts go from the families as kept into a typed table for each regulation, are judged set-wise, and
come out as one row a person. Only families for whom anything changes are explained at the desk.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Final

from django.db import connection

from applications.models import Comparison
from applications.queries.fact_file import AGE, BIRTH
from applications.queries.population import Judged, judged, people_table
from hukou.kernel.errors import InvalidInput
from hukou.law import (
    BEST_FIRST,
    Asked,
    Compiled,
    FactType,
    Kind,
    Mode,
    Outcome,
    Regulation,
    Vocabulary,
    load_law,
    setwise,
)

RANK: Final = {outcome: rank for rank, outcome in enumerate(BEST_FIRST)}
ELIGIBLE, REVIEW = RANK[Outcome.ELIGIBLE], RANK[Outcome.REVIEW]
EVIDENCE, REFUSED = RANK[Outcome.EVIDENCE], RANK[Outcome.NOT_ELIGIBLE]
NO_POLICY = RANK[Outcome.NO_POLICY]
WORDS: Final = ", ".join(f"'{each.value}'" for each in BEST_FIRST)

FAMILIES: Final = """
FROM applications_populationfamily family
WHERE family.population_id = %(population)s
  AND family.ordinal > %(after)s AND family.ordinal <= %(upto)s
"""
UNHEARD_OF: Final = f"""
SELECT DISTINCT named FROM (
    SELECT jsonb_object_keys(member.told -> 'facts') AS named
    FROM (SELECT people {FAMILIES}) family, jsonb_array_elements(family.people) member(told)
) names WHERE named <> ALL (%(known)s)
"""  # noqa: S608 - put together of constants
PLACES: Final = f"SELECT DISTINCT division {FAMILIES} AND division <> ''"
BESIDE: Final = """
CREATE UNLOGGED TABLE {beside} AS
SELECT ordinal, party, former.outcome AS former, following.outcome AS following
FROM ({former}) former JOIN ({following}) following USING (ordinal, party)
"""
DIFFERING: Final = "SELECT DISTINCT ordinal FROM {beside} WHERE former <> following ORDER BY 1"
ALIKE: Final = """
INSERT INTO applications_comparedperson (
    comparison_id, family_id, position, change, former_outcome, following_outcome,
    former_channel, following_channel, former_clause, following_clause)
SELECT %(comparison)s, family.id, beside.party, 'unchanged',
       (ARRAY[{words}])[beside.former + 1], (ARRAY[{words}])[beside.following + 1],
       '', '', '', ''
FROM {beside} beside
JOIN applications_populationfamily family
  ON family.population_id = %(population)s AND family.ordinal = beside.ordinal
WHERE beside.ordinal NOT IN (SELECT ordinal FROM {beside} WHERE former <> following)
ORDER BY beside.ordinal, beside.party
"""


def store_alike(
    comparison: Comparison, former: Regulation, following: Regulation, *, upto: int
) -> list[int]:
    """Store everybody of the next families for whom nothing changes; return the other families.

    Families after those judged already, up to the ordinal `upto`; what is returned are ordinals.

    Raises:
        InvalidInput: a fact that the vocabulary does not know any more.
    """
    part: dict[str, Any] = {
        "population": comparison.population_id,
        "after": comparison.judged,
        "upto": upto,
        "comparison": comparison.pk,
    }
    _refuse_unheard_of(part)
    with ExitStack() as tables, connection.cursor() as cursor:
        sides = [
            tables.enter_context(_judged(each, comparison, part)) for each in (former, following)
        ]
        beside = f"{sides[0][1].families}_beside"
        cursor.execute(
            BESIDE.format(
                beside=beside, former=_standings(*sides[0]), following=_standings(*sides[1])
            )
        )
        cursor.execute(ALIKE.format(beside=beside, words=WORDS), part)
        cursor.execute(DIFFERING.format(beside=beside))
        differing = [row[0] for row in cursor.fetchall()]
        cursor.execute(f"DROP TABLE {beside}")
    return differing


def _refuse_unheard_of(part: dict[str, Any]) -> None:
    known = [*load_law().vocabulary.facts]
    with connection.cursor() as cursor:
        cursor.execute(UNHEARD_OF, {**part, "known": known})
        unheard_of = [row[0] for row in cursor.fetchall()]
    if unheard_of:
        raise InvalidInput(f"没有名为 {'、'.join(sorted(unheard_of))} 的事实")


@contextmanager
def _judged(
    regulation: Regulation, comparison: Comparison, part: dict[str, Any]
) -> Iterator[tuple[Compiled, Judged]]:
    """Judge the part by one regulation; yield it compiled, and where its answers are."""
    vocabulary = load_law().vocabulary
    compiled = setwise.compiled(
        Asked(regulation=regulation, vocabulary=vocabulary, on=comparison.on, mode=Mode.SIMULATE)
    )
    population = setwise.population_of(vocabulary, [regulation])
    with people_table(population) as people:
        with connection.cursor() as cursor:
            cursor.execute(PLACES, part)
            governed = [place for (place,) in cursor.fetchall() if regulation.governs(place)]
            columns = [each.key for each in population.columns]
            told = {**part, "governed": governed, "on": comparison.on}
            cursor.execute(_filling(people, columns, vocabulary), told)
            cursor.execute(f"analyze {people}")
        with judged(compiled, people, reasons=False) as found:
            yield compiled, found


# --- from facts as kept to typed columns ----------------------------------------------------------


def _filling(people: str, columns: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return the statement that fills a table of people from the families as kept."""
    named = ", ".join(_name(each) for each in ("family", "party", *columns, setwise.DIVISION))
    told = ", ".join(_told(key, vocabulary) for key in columns)
    return f"""
        INSERT INTO {people} ({named})
        SELECT family.ordinal, member.at - 1, {told},
               CASE WHEN member.at = 1 AND family.division = ANY (%(governed)s)
                    THEN family.division END
        FROM (SELECT ordinal, division, people {FAMILIES}) family,
             jsonb_array_elements(family.people) WITH ORDINALITY member(told, at),
             LATERAL (SELECT member.told -> 'facts' AS facts OFFSET 0) known
    """  # noqa: S608 - names are those of the vocabulary


def _told(key: str, vocabulary: Vocabulary) -> str:
    name, _, counted = key.partition("@")
    if name == AGE:
        return _age(1 if counted else 0)
    return READ.get(vocabulary[name].kind, _cast)(vocabulary[name])


def _age(days_before: int) -> str:
    """Return an age as told, or as it follows from the birth date: reached on the birthday.

    NULL where neither is known: GREATEST would take a NULL for the 0 beside it.
    """
    on = f"(%(on)s::date - {days_before})"
    born = f"({_text(BIRTH)})::date"
    years = f"(extract(year FROM {on}) - extract(year FROM {born}))::int"
    early = f"CASE WHEN ({born} + make_interval(years => {years}))::date > {on} THEN 1 ELSE 0 END"
    counted = f"CASE WHEN {born} IS NOT NULL THEN greatest(0, {years} - {early}) END"
    return f"coalesce({counted}, ({_text(AGE)})::int)"


def _cast(fact: FactType) -> str:
    return f"({_text(fact.name)})::{CASTS[fact.kind]}"


def _place(fact: FactType) -> str:
    values = ", ".join(f"'{each}'" for each in fact.values)
    return f"array_position(ARRAY[{values}]::text[], {_text(fact.name)}) - 1"


def _several(fact: FactType) -> str:
    listed = f"jsonb_array_elements_text(known.facts -> '{fact.name}')"
    cast = CASTS[fact.kind]
    return (
        f"CASE WHEN jsonb_typeof(known.facts -> '{fact.name}') = 'array' "  # noqa: S608 - a name
        f"THEN ARRAY(SELECT each::{cast} FROM {listed} each) END"
    )


def _text(name: str) -> str:
    return f"known.facts ->> '{name}'"


def _name(key: str) -> str:
    return f'"{key}"'


CASTS: Final = {
    Kind.BOOL: "boolean",
    Kind.INT: "bigint",
    Kind.DECIMAL: "numeric",
    Kind.DATE: "date",
    Kind.CODE: "text",
    Kind.TEXT: "text",
    Kind.INTS: "bigint",
    Kind.DECIMALS: "numeric",
}
READ: Final = {Kind.ENUM: _place, Kind.INTS: _several, Kind.DECIMALS: _several}


# --- from answers to where everybody stands -------------------------------------------------------


def _standings(compiled: Compiled, found: Judged) -> str:
    """Return the statement with everybody's outcome: nobody settles with somebody who does not.

    The same as `hukou.law.standings` says at the desk, in numbers of BEST_FIRST.
    """
    channels = ", ".join(f"c{at}" for at, _ in enumerate(compiled.channels, 1))
    opened = " OR ".join(f"o{at}" for at, _ in enumerate(compiled.openings, 1)) or "false"
    caps = "".join(f", l{at}" for at, _ in enumerate(compiled.limits, 1))
    open_caps = " OR ".join(
        f"(own.l{at} = {setwise.OPEN} AND place >= {limit.at_most})"
        for at, limit in enumerate(compiled.limits, 1)
    )
    own = f"""
        SELECT family, CASE WHEN basis IS NULL THEN {NO_POLICY} WHEN {opened} THEN {REVIEW}
                            ELSE least({channels}) END AS outcome{caps}
        FROM {found.families}
    """  # noqa: S608 - tables and columns of our own
    along = f"""
        SELECT family, party, outcome, kept_out,
               count(*) FILTER (WHERE outcome = {ELIGIBLE})
                   OVER (PARTITION BY family ORDER BY party) AS place
        FROM {found.companions}
    """  # noqa: S608 - tables and columns of our own
    return f"""
        SELECT family AS ordinal, 0 AS party, outcome FROM ({own}) own
        UNION ALL
        SELECT family, along.party,
               CASE WHEN own.outcome <> {ELIGIBLE} THEN greatest(own.outcome, along.outcome)
                    WHEN along.kept_out THEN {REFUSED}
                    WHEN along.outcome = {ELIGIBLE} AND ({open_caps or "false"}) THEN {EVIDENCE}
                    ELSE along.outcome END
        FROM ({along}) along JOIN ({own}) own USING (family)
    """  # noqa: S608 - tables and columns of our own
