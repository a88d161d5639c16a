"""Schemes of other places as examples (示例方案): what can be said, with what is unsure said so.

They lie in a directory of their own and are none of the law that decides: no regulation of theirs
is listed or in force, no round is held by them. They have cases and mutants like every text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hukou.law.cases import Case
from hukou.law.pack_texts import read_texts
from hukou.law.points.cases import with_cases
from hukou.law.points.collected import Schemes
from hukou.law.points.schemes import SCHEMES, load_schemes
from hukou.law.regulation import Regulation
from hukou.law.safeguards import Safeguards
from hukou.law.sections import EXAMPLES, Lines
from hukou.law.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """The schemes that are shown, with the texts whose conditions they have."""

    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    sources: Mapping[str, Lines] = field(default_factory=dict)
    cases: Mapping[str, tuple[Case, ...]] = field(default_factory=dict)
    schemes: Schemes = field(default_factory=lambda: Schemes(by_id={}, sources={}))


def load_examples(directory: Path, vocabulary: Vocabulary, safeguards: Safeguards) -> Examples:
    """Read the examples of a packs directory; it may have none.

    Raises:
        PackError: names file, line and what to do.
    """
    root = directory / EXAMPLES
    if not root.is_dir():
        return Examples()
    places = sorted(each for each in root.iterdir() if each.is_dir())
    texts = read_texts(places, frozenset({SCHEMES}), vocabulary, safeguards)
    schemes = load_schemes(root, texts.regulations, vocabulary, safeguards)
    return Examples(
        regulations=texts.regulations,
        sources=texts.sources,
        cases=texts.cases,
        schemes=with_cases(schemes, root),
    )
