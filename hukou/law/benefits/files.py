"""Reading `benefits.yaml` (居住证便利目录): services once, then who opens which by what clause."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.law.benefits.catalogue import (
    Benefit,
    BenefitKind,
    Benefits,
    CoverageAim,
    OwnerBasis,
    Service,
)
from hukou.law.benefits.ladders import Ladder, LadderBy, Rung
from hukou.law.citation import Citation
from hukou.law.clauses import clause_of
from hukou.law.regulation import Regulation
from hukou.law.sections import NATIONAL, Lines, PackError, Section, read_yaml

BENEFITS: Final = "benefits.yaml"
WHOLE: Final = 100


def load_benefits(
    directory: Path, regulations: Mapping[str, Regulation], schemes: Iterable[str]
) -> Benefits:
    """Read every `benefits.yaml` of a packs directory, the national one first.

    Raises:
        PackError: names file, line and what to do.
    """
    paths = [directory / NATIONAL / BENEFITS, *sorted(directory.glob(f"[0-9]*/{BENEFITS}"))]
    sources = {f"{path.parent.name}/{BENEFITS}": read_yaml(path) for path in paths}
    return read_benefits(sources, regulations, frozenset(schemes))


def read_benefits(
    sources: Mapping[str, Any], regulations: Mapping[str, Regulation], schemes: frozenset[str]
) -> Benefits:
    """Return what all the files say together.

    Raises:
        PackError: names file, line and what to do.
    """
    [(national, raw), *local] = sources.items()
    top = Section(raw, "benefits", file=national)
    services = {name: _service(name, each) for name, each in top.named("services").items()}
    every, suspension = _national(top, services)
    ladders: list[Ladder] = []
    aims: list[CoverageAim] = []
    for file, content in local:
        place = Section(content, "benefits", file=file)
        every += [_local(each, services, regulations) for each in place.sections("benefits")]
        ladders += [
            _ladder(each, services, regulations, schemes) for each in place.sections("ladders")
        ]
        aims += [_aim(each, regulations) for each in place.sections("coverage")]
        place.close()
    benefits = Benefits(
        services=services,
        every=tuple(every),
        ladders={each.id: each for each in ladders},
        aims=tuple(aims),
        suspension=suspension,
        sources={file: _lines(content) for file, content in sources.items()},
        digests=tuple(canonical.digest(content) for content in sources.values()),
    )
    if len(set(benefits.ids)) < len(every) + len(ladders) + len(aims):
        raise PackError(f"{BENEFITS}: two things have one id: rename one")
    return benefits


def _lines(content: Mapping[str, Any]) -> Lines:
    return content if isinstance(content, Lines) else Lines(content)


def _national(top: Section, services: Mapping[str, Service]) -> tuple[list[Benefit], Citation]:
    """Return the national benefits, and the clause by which a late endorsement suspends them."""
    top.text("id")
    top.text("title")
    provenance = top.section("provenance")
    provenance.text("source")
    provenance.text("quality")
    provenance.close()
    since = top.day("effective_from")
    if since is None:
        raise top.wrong("'effective_from' is missing: the first day it holds")
    clauses = {name: _clause(each) for name, each in top.named("clauses").items()}
    suspension = _known(top, "suspension", clauses)
    every = [_benefit_of(each, services, clauses, since) for each in top.sections("benefits")]
    top.close()
    return every, suspension


def _service(name: str, section: Section) -> Service:
    service = Service(id=name, name=section.text("name"), name_en=section.text("name_en"))
    section.close()
    return service


def _clause(section: Section) -> Citation:
    cite = Citation(section.text("document"), section.text("heading"))
    section.text("summary")
    section.close()
    return cite


def _known(section: Section, key: str, clauses: Mapping[str, Citation]) -> Citation:
    name = section.text(key)
    if name not in clauses:
        raise section.wrong(f"no clause {name!r} in this file: add it under 'clauses'")
    return clauses[name]


def _benefit_of(
    section: Section,
    services: Mapping[str, Service],
    clauses: Mapping[str, Citation],
    since: date,
) -> Benefit:
    benefit = Benefit(
        id=section.text("id"),
        service=_service_of(section, services),
        kind=section.one_of("kind", BenefitKind),
        owner=section.text("owner"),
        unit="",
        owner_basis=section.one_of("owner_basis", OwnerBasis),
        by_steps=False,
        regulation=None,
        effective_from=since,
        effective_to=None,
        cite=_known(section, "clause", clauses),
    )
    section.close()
    return benefit


def _local(
    section: Section, services: Mapping[str, Service], regulations: Mapping[str, Regulation]
) -> Benefit:
    regulation, clause = clause_of(section, regulations)
    benefit = Benefit(
        id=section.text("id"),
        service=_service_of(section, services),
        kind=section.one_of("kind", BenefitKind),
        owner=section.text("owner"),
        unit=section.optional_text("unit"),
        owner_basis=section.one_of("owner_basis", OwnerBasis),
        by_steps=section.value("by_steps", default=False) is True,
        regulation=regulation,
        effective_from=None,
        effective_to=None,
        cite=clause.cite,
    )
    named = benefit.owner in clause.agencies
    if (benefit.owner_basis is OwnerBasis.TEXT) is not named:
        raise section.wrong(f"an owner is known from the 'text' where clause {clause.id} names it")
    section.close()
    return benefit


def _service_of(section: Section, services: Mapping[str, Service]) -> Service:
    name = section.text("service")
    if name not in services:
        raise section.wrong(f"no service {name!r}: add it to {NATIONAL}/{BENEFITS}")
    return services[name]


def _ladder(
    section: Section,
    services: Mapping[str, Service],
    regulations: Mapping[str, Regulation],
    schemes: frozenset[str],
) -> Ladder:
    regulation, clause = clause_of(section, regulations)
    by, scheme = section.one_of("by", LadderBy), section.optional_text("scheme")
    if (by is LadderBy.POINTS) is not (scheme in schemes) or (scheme and scheme not in schemes):
        raise section.wrong("a ladder by points, and no other, names the 'scheme' it counts by")
    since, until = section.day("effective_from"), section.day("effective_to")
    if since is None or (until is not None and until < since):
        raise section.wrong("a ladder has a first day, and no last day before it")
    example = section.required("example")
    if not isinstance(example, bool):
        raise section.wrong("'example' is true or false: whether the text gives the steps")
    rungs = tuple(_rung(each, services) for each in section.sections("rungs"))
    if not rungs or any(low.at >= high.at for low, high in pairwise(rungs)):
        raise section.wrong("'rungs' rise, and there is one at least")
    ladder = Ladder(
        id=section.text("id"),
        regulation=regulation,
        name=section.text("name"),
        name_en=section.text("name_en"),
        by=by,
        scheme=scheme,
        is_example=example,
        effective_from=since,
        effective_to=until,
        rungs=rungs,
        cite=clause.cite,
    )
    section.close()
    return ladder


def _rung(section: Section, services: Mapping[str, Service]) -> Rung:
    rung = Rung(
        at=Fraction(section.number("at")),
        name=section.text("name"),
        name_en=section.text("name_en"),
        opens=section.texts("opens"),
    )
    if not rung.opens or not set(rung.opens) <= set(services):
        raise section.wrong("'opens' lists services of the national file, one at least")
    section.close()
    return rung


def _aim(section: Section, regulations: Mapping[str, Regulation]) -> CoverageAim:
    regulation, clause = clause_of(section, regulations)
    percent = section.number("percent")
    if not 0 < percent <= WHOLE or percent % 1:
        raise section.wrong("'percent' is a whole number, at most 100")
    aim = CoverageAim(
        id=section.text("id"),
        regulation=regulation,
        percent=int(percent),
        said=section.text("said"),
        cite=clause.cite,
    )
    section.close()
    return aim
