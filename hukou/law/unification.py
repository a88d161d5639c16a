"""The end of the former hukou types (统一登记为居民户口), as national data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hukou.kernel import division_code
from hukou.kernel.errors import RuleViolated
from hukou.law.citation import Citation
from hukou.law.sections import NATIONAL, Section, read_yaml

FILE: Final = "unification.yaml"


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


def load_unification(directory: Path) -> UnificationLaw:
    """Read `_national/unification.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    path = directory / NATIONAL / FILE
    top = Section(read_yaml(path), "unification", file=path.name)
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
    service = section.text("id"), section.text("name")
    _cited(section, clauses)
    section.close()
    return service


def _local(section: Section) -> tuple[str, Citation]:
    local = section.text("jurisdiction"), Citation(section.text("document"), section.text("clause"))
    section.close()
    return local
