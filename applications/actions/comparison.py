"""Comparing two regulations over the same people (政策比较), family by family, in steps."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction

from applications.errors import BeforeItsFacts, ComparisonsRunning, NobodyToCompare
from applications.models import (
    ComparedPerson,
    Comparison,
    ComparisonState,
    Population,
    PopulationFamily,
    PopulationKind,
    Work,
)
from applications.queries.comparing import (
    FamilyBeside,
    drafting_office,
    judged_beside,
    populations_within,
    regulation_named,
)
from applications.queries.fact_file import FactFamily
from applications.wake import COMPARE, wake_after_commit
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Change, Standing, load_law
from registry.models import Account, Office
from registry.queries import scope_of

from .compared_sets import store_alike
from .setbacks import forget_setback

STORED_AT_ONCE: Final = 2_000
AT_ONCE: Final = 3
"""Comparisons of one office that run at a time."""
OTHER_LAW: Final = "比较期间规则已变更，未完成的部分不再继续；请重新发起比较"
UNREADABLE: Final = "有家庭的事实已不能按现行事实词汇表读取，请重新上传事实文件"


@transaction.atomic(durable=True)
def keep_population(
    families: Iterable[FactFamily],
    *,
    kind: PopulationKind,
    name: str,
    digest: str,
    by: Account | None,
) -> Population:
    """Keep families as facts to compare regulations over; the same facts are kept once.

    Nothing is stored where one of them is refused. Without an account it is the operator who keeps
    them, and they belong to no office.

    Raises:
        MayNotCompare: the post is not one of those who draft and evaluate.
        NobodyToCompare: there is no family.
        InvalidInput: as the reader of the families says.
    """
    office = drafting_office(by, on=clock.today())
    population, is_new = Population.objects.get_or_create(
        kind=kind,
        digest=digest,
        office=office,
        defaults={"name": name, "made_by": by},
    )
    if is_new:
        _store(population, families)
    return population


def _store(population: Population, families: Iterable[FactFamily]) -> None:
    batch: list[PopulationFamily] = []
    for family in families:
        population.families += 1
        population.people += len(family.people)
        if family.latest and (population.latest is None or family.latest > population.latest):
            population.latest = family.latest
        batch.append(
            PopulationFamily(
                population=population,
                ordinal=population.families,
                label=family.label,
                division=family.division,
                size=len(family.people),
                people=family.people,
            )
        )
        if len(batch) == STORED_AT_ONCE:
            PopulationFamily.objects.bulk_create(batch)
            batch = []
    PopulationFamily.objects.bulk_create(batch)
    if not population.families:
        raise NobodyToCompare
    population.save(update_fields=["families", "people", "latest"])


@transaction.atomic(durable=True)
def compare(
    former: str, following: str, *, population_id: int, on: date, by: Account | None
) -> Comparison:
    """Ask what `following` does to these people beside `former`; the same question is asked once.

    A day in the future is a simulation like any other; nothing decides by it.

    Raises:
        MayNotCompare: the post is not one of those who draft and evaluate.
        InvalidInput: no such regulation or people, or the same regulation twice.
        BeforeItsFacts: a fact is later than the day.
        ComparisonsRunning: the office has as many running as it may.
    """
    today = clock.today()
    office = drafting_office(by, on=today)
    one = regulation_named(former, field="former")
    other = regulation_named(following, field="following")
    if one.id == other.id:
        raise InvalidInput("请选择两个不同的规定", field="following")
    known = Population.objects if by is None else populations_within(scope_of(by, on=today))
    population = known.filter(pk=population_id).first()
    if population is None:
        raise InvalidInput("没有这一人群，或者不属于本机关", field="population")
    if population.latest is not None and on < population.latest:
        raise BeforeItsFacts(latest=population.latest.isoformat())
    comparison, is_new = Comparison.objects.get_or_create(
        population=population,
        former=one.id,
        following=other.id,
        former_version=one.digest,
        following_version=other.digest,
        on=on,
        office=office,
        defaults={"asked_by": by},
    )
    if is_new:
        _refuse_too_many(office)
        wake_after_commit(COMPARE, [comparison.pk])
    return comparison


def _refuse_too_many(office: Office | None) -> None:
    """Count an office's running comparisons, this one among them, one asker after another."""
    if office is None:
        return
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    running = Comparison.objects.filter(office=office, state=ComparisonState.RUNNING).count()
    if running > AT_ONCE:
        raise ComparisonsRunning(running=running - 1)


@transaction.atomic(durable=True)
def compare_next(comparison_id: UUID, *, families: int) -> Comparison | None:
    """Judge the next families of a comparison; None where nothing is left, or somebody is at it.

    A step is one transaction, so a worker that is killed leaves whole steps and nothing twice.
    """
    comparison = (
        Comparison.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("population")
        .filter(pk=comparison_id, state=ComparisonState.RUNNING)
        .first()
    )
    if comparison is None:
        return None
    if not _reads_as_asked(comparison):
        return _ended(comparison, ComparisonState.STOPPED, reason=OTHER_LAW)
    known = load_law().regulations
    one, other = known[comparison.former], known[comparison.following]
    upto = min(comparison.judged + families, comparison.population.families)
    try:
        _explain(comparison, store_alike(comparison, one, other, upto=upto))
    except InvalidInput as problem:
        told = problem.errors[0]["detail"]
        return _ended(comparison, ComparisonState.STOPPED, reason=f"{UNREADABLE}（{told}）")
    comparison.judged = upto
    comparison.save(update_fields=["judged"])
    forget_setback(Work.COMPARE, comparison.pk)
    if upto == comparison.population.families:
        return _ended(comparison, ComparisonState.FINISHED)
    return comparison


def _reads_as_asked(comparison: Comparison) -> bool:
    known = load_law().regulations
    asked = {
        comparison.former: comparison.former_version,
        comparison.following: comparison.following_version,
    }
    return all(name in known and known[name].digest == digest for name, digest in asked.items())


def _explain(comparison: Comparison, ordinals: Sequence[int]) -> None:
    """Judge at the desk the families for whom anything changes, and keep the deciding clauses."""
    known = load_law().regulations
    one, other = known[comparison.former], known[comparison.following]
    families = PopulationFamily.objects.filter(
        population=comparison.population_id, ordinal__in=ordinals
    ).order_by("ordinal")
    rows = [
        row
        for family in families
        for row in _rows(comparison, family, judged_beside(family, one, other, on=comparison.on))
    ]
    ComparedPerson.objects.bulk_create(rows, batch_size=STORED_AT_ONCE)


def _rows(
    comparison: Comparison, family: PopulationFamily, judged: FamilyBeside
) -> list[ComparedPerson]:
    return [
        ComparedPerson(
            comparison=comparison,
            family=family,
            position=position,
            change=change,
            former_outcome=former.outcome,
            following_outcome=following.outcome,
            **_decided(former, following, change),
        )
        for position, (former, following, change) in enumerate(judged.people)
    ]


def _decided(former: Standing, following: Standing, change: Change) -> dict[str, str]:
    """Return the channels and clauses that decide, of somebody for whom anything changes."""
    if change is Change.UNCHANGED:
        return {}
    return {
        "former_channel": former.channel,
        "following_channel": following.channel,
        "former_clause": _clause(former),
        "following_clause": _clause(following),
    }


def _clause(standing: Standing) -> str:
    return standing.cite.clause if standing.cite else ""


def _ended(comparison: Comparison, state: ComparisonState, *, reason: str = "") -> Comparison:
    comparison.state = state
    comparison.reason = reason
    comparison.finished_at = clock.now()
    comparison.totals = _totals(comparison)
    comparison.save(update_fields=["state", "reason", "finished_at", "totals"])
    return comparison


TOTALS: Final = """
SELECT person.change, person.former_clause, person.following_clause,
       left(family.division, 6) AS county, family.size, count(*) AS people
FROM applications_comparedperson person
JOIN applications_populationfamily family ON family.id = person.family_id
WHERE person.comparison_id = %(comparison)s
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""
FAMILIES: Final = """
SELECT change, count(DISTINCT family_id) AS families, count(*) AS people
FROM applications_comparedperson WHERE comparison_id = %(comparison)s GROUP BY 1
UNION ALL
SELECT 'differing', count(DISTINCT family_id), count(*) FROM applications_comparedperson
WHERE comparison_id = %(comparison)s AND change <> 'unchanged'
"""


def _totals(comparison: Comparison) -> dict[str, Any]:
    """Count, once all is judged: people by change, clauses, county and size; and by change alone.

    A family stands under every change that somebody of it has; `differing` counts it once.
    """
    return {"groups": _counted(TOTALS, comparison), "changes": _counted(FAMILIES, comparison)}


def _counted(statement: str, comparison: Comparison) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"comparison": comparison.pk})
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
