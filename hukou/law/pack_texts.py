"""Reading the regulations of packs (规则包正文) with their cases, a city's before its county's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hukou.law.cases import Case, check_coverage, read_cases
from hukou.law.dated import Status
from hukou.law.inheritance import in_order
from hukou.law.inherited_cases import inherited_cases
from hukou.law.loader import read_regulation
from hukou.law.regulation import Regulation
from hukou.law.safeguards import Safeguards
from hukou.law.sections import EXAMPLES, Lines, PackError, read_yaml
from hukou.law.vocabulary import Vocabulary

CASES: Final = ".cases.yaml"


@dataclass(frozen=True, slots=True)
class Texts:
    """Regulations by id, what was written of each, and its cases."""

    regulations: dict[str, Regulation] = field(default_factory=dict)
    sources: dict[str, Lines] = field(default_factory=dict)
    cases: dict[str, tuple[Case, ...]] = field(default_factory=dict)


def read_texts(
    places: Iterable[Path], others: frozenset[str], vocabulary: Vocabulary, safeguards: Safeguards
) -> Texts:
    """Return every regulation of the directories; `others` are files that have their own readers.

    Raises:
        PackError: the first thing that is unclear, with its file and line.
    """
    texts = Texts()
    for file, raw in in_order(_written(places, others)):
        regulation = read_regulation(
            raw, file=file.name, vocabulary=vocabulary, safeguards=safeguards
        )
        _check_place(file, regulation, texts.regulations)
        inherited = inherited_cases(
            texts.cases.get(regulation.inherits, ()),
            texts.regulations.get(regulation.inherits),
            regulation,
        )
        texts.regulations[regulation.id], texts.sources[regulation.id] = regulation, raw
        texts.cases[regulation.id] = _cases(file, regulation, inherited)
    return texts


def _written(places: Iterable[Path], others: frozenset[str]) -> dict[Path, Lines]:
    """Return every regulation file as written, in the order of the packs."""
    return {
        file: read_yaml(file)
        for place in places
        for file in sorted(place.glob("*.yaml"))
        if not file.name.endswith(CASES) and file.name not in others
    }


def _check_place(file: Path, regulation: Regulation, known: Mapping[str, Regulation]) -> None:
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
    is_example = regulation.status is Status.EXAMPLE
    if is_example != (file.parent.parent.name == EXAMPLES):
        raise PackError(f"{file.name}: an example lies in {EXAMPLES}, and nothing else does")


def _cases(file: Path, regulation: Regulation, inherited: tuple[Case, ...]) -> tuple[Case, ...]:
    path = file.with_name(f"{file.stem}{CASES}")
    if not path.exists():
        raise PackError(f"{file.name}: no cases: write {path.name} beside it")
    cases = (*read_cases(read_yaml(path), regulation, file=path.name), *inherited)
    check_coverage(regulation, cases, file=path.name)
    return cases
