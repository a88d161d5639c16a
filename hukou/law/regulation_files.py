"""Finding the regulation files of a packs directory (法规文件), in its place, with cases."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from hukou.law.approval_packs import APPROVALS
from hukou.law.benefits.files import BENEFITS
from hukou.law.cases import Case, check_coverage, read_cases
from hukou.law.collective_packs import FILE as COLLECTIVES
from hukou.law.fees import FEES
from hukou.law.measures import MEASURES
from hukou.law.obligations import OBLIGATIONS
from hukou.law.points.schemes import SCHEMES
from hukou.law.regulation import Regulation
from hukou.law.sections import NATIONAL, Lines, PackError, read_yaml
from hukou.law.targets import TARGETS
from hukou.law.three_rights import THREE_RIGHTS

CASES: Final = ".cases.yaml"
NO_REGULATION: Final = frozenset(
    {APPROVALS, BENEFITS, COLLECTIVES, FEES, MEASURES, OBLIGATIONS, SCHEMES, TARGETS, THREE_RIGHTS}
)
"""Files of a pack that have readers of their own."""


def texts_of(directories: Iterable[Path]) -> dict[Path, Lines]:
    """Return every regulation file as written, in the order of the packs."""
    return {
        file: read_yaml(file)
        for directory in directories
        if directory.name != NATIONAL
        for file in sorted(directory.glob("*.yaml"))
        if not file.name.endswith(CASES) and file.name not in NO_REGULATION
    }


def check_place(file: Path, regulation: Regulation, known: Mapping[str, Regulation]) -> None:
    """Refuse a regulation that stands in the wrong file or place, or twice."""
    if file.stem != regulation.id:
        raise PackError(
            f"{file.name}: the file is named after its regulation: {regulation.id}.yaml"
        )
    if not file.parent.name.startswith(regulation.jurisdiction):
        raise PackError(
            f"{file.name}: {regulation.jurisdiction} does not belong in {file.parent.name}"
        )
    if regulation.id in known:
        raise PackError(f"{file.name}: {regulation.id} is in two packs")


def cases_of(file: Path, regulation: Regulation, inherited: tuple[Case, ...]) -> tuple[Case, ...]:
    """Return the cases beside a regulation, with those it takes over."""
    path = file.with_name(f"{file.stem}{CASES}")
    if not path.exists():
        raise PackError(f"{file.name}: no cases: write {path.name} beside it")
    cases = (*read_cases(read_yaml(path), regulation, file=path.name), *inherited)
    check_coverage(regulation, cases, file=path.name)
    return cases
