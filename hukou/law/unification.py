"""The end of the former hukou types (统一登记为居民户口), as national data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

from hukou.kernel import division_code
from hukou.kernel.errors import RuleViolated
from hukou.law.citation import Citation
from hukou.law.failures import CaseFailure
from hukou.law.sections import NATIONAL, Section, read_cases_of, read_yaml

FILE: Final = "unification.yaml"
CASES: Final = "unification.cases.yaml"


class ServiceStopped(RuleViolated):
    """This service ended when everybody was registered as a resident."""

    code = "service-stopped"
    zh = "已取消农业户口与非农业户口的区分，统一登记为居民户口，农转非、非转农业务停止办理。"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnificationLaw:
    """When the former types ended, by which clause, and what ended with them.

    `effective_from` holds where no jurisdiction recorded a day of its own; `stopped` gives the
    Chinese names of the services by id, `local` the local clauses by jurisdiction.
    """

    effective_from: date
    cite: Citation
    stopped: Mapping[str, str]
    local: Mapping[str, Citation]
    source: Mapping[str, Any]
    cases: tuple["UnificationCase", ...] = ()

    def has_come(self, on: date) -> bool:
        """Whether everybody counts as a resident on a day, where no place says another."""
        return self.effective_from <= on

    def refuse(self, service: str, *, jurisdiction: str = "") -> None:
        """Refuse a service that has ended, with the clauses that ended it; pass any other.

        Raises:
            ServiceStopped: with `cite`, and `local_cite` where the jurisdiction has its own.
        """
        name = self.stopped.get(service)
        if name is None:
            return
        own = [
            cite.as_json()
            for area, cite in self.local.items()
            if division_code.within(jurisdiction, area)
        ]
        told = f"“{name}”已停止办理：{self.cite.document}{self.cite.clause}。"
        raise ServiceStopped(
            f"{told}已统一登记为居民户口，无需转换；需要证明原户口性质的，可开具户改前户口性质证明。",
            service=service,
            cite=self.cite.as_json(),
            local_cites=own,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnificationCase:
    """A service asked for at a place, or a day; refused with so many local clauses, or come."""

    name: str
    at: str
    on: date | None
    service: str
    jurisdiction: str
    expect: bool | int | None


def failed_unification_cases(
    law: UnificationLaw, cases: tuple[UnificationCase, ...]
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        found = law.has_come(case.on) if case.on is not None else _clauses_against(law, case)
        if found != case.expect:
            yield CaseFailure(case, f"came to {found}")


def _clauses_against(law: UnificationLaw, case: UnificationCase) -> int | None:
    try:
        law.refuse(case.service, jurisdiction=case.jurisdiction)
    except ServiceStopped as refusal:
        return len(cast("list[object]", refusal.facts["local_cites"]))
    return None


def load_unification(directory: Path) -> UnificationLaw:
    """Read `_national/unification.yaml` of a packs directory, and its cases.

    Raises:
        PackError: names file, line and what to do.
    """
    law = read_unification(read_yaml(directory / NATIONAL / FILE))
    top = Section(read_cases_of(directory / NATIONAL / CASES, FILE), "cases", file=CASES)
    cases = tuple(_case(each) for each in top.sections("cases"))
    top.close()
    if lacking := set(law.stopped) - {case.service for case in cases}:
        raise top.wrong(f"no case of service {min(lacking)}: add one")
    return replace(law, cases=cases)


def _case(section: Section) -> UnificationCase:
    on = section.day("day")
    service = section.optional_text("service")
    if (on is None) is not bool(service):
        raise section.wrong("a case has a 'day', or a 'service' that is asked for")
    expect = section.required("has_come") if on else section.value("local_clauses")
    case = UnificationCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        on=on,
        service=service,
        jurisdiction=section.optional_text("jurisdiction"),
        expect=expect,
    )
    section.close()
    return case


def read_unification(raw: Mapping[str, Any]) -> UnificationLaw:
    """Return what the file says, without its cases.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(raw, "unification", file=FILE)
    top.text("id")
    title, since = top.text("title"), top.day("effective_from")
    if since is None:
        raise top.wrong("'effective_from' is missing")
    provenance = top.section("provenance")
    for key in ("source", "quality"):
        provenance.text(key)
    provenance.close()
    clauses = {name: _clause(each, title) for name, each in top.named("clauses").items()}
    law = UnificationLaw(
        effective_from=since,
        cite=_cited(top, clauses),
        stopped=dict(_stopped(each, clauses) for each in top.sections("stopped")),
        local=dict(_local(each) for each in top.sections("local")),
        source=raw,
    )
    top.close()
    return law


def _clause(section: Section, title: str) -> Citation:
    section.text("summary")
    cite = Citation(title, section.text("heading"))
    section.close()
    return cite


def _cited(section: Section, clauses: Mapping[str, Citation]) -> Citation:
    name = section.text("clause")
    if name not in clauses:
        raise section.wrong(f"no such clause: {name!r}")
    return clauses[name]


def _stopped(section: Section, clauses: Mapping[str, Citation]) -> tuple[str, str]:
    service = section.text("service"), section.text("name")
    _cited(section, clauses)
    section.close()
    return service


def _local(section: Section) -> tuple[str, Citation]:
    local = section.text("jurisdiction"), Citation(section.text("document"), section.text("clause"))
    section.close()
    return local
