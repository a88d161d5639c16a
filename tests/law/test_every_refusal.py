"""Every place that refuses a pack is reached by a broken example, and tells file and reason."""

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
import yaml

from hukou.law import PACKS, PackError
from hukou.law.law import load_law
from tests.law.raising import Site, reached, sites
from tests.law.shelves import HERE, SAMPLE, broken_place, example_place
from tests.law.test_collectives import shelf as collective_place
from tests.law.test_inheritance import shelf as inheriting_place

Change = dict[str, str]
CHANGES: Final[list[Change]] = yaml.safe_load(
    (HERE / "broken_changes.yaml").read_text(encoding="utf-8")
)
FILE_AND_LINE: Final = re.compile(r"^\S*\.yaml(:\d+)?: ")
OF_TWO_FILES: Final[frozenset[str]] = frozenset(
    {
        "is in two packs",
        "are in force at the same time",
        "a final text cannot take over a draft",
        "write a mapping instead of",
    }
)
"""What needs two files, or cannot be written in one: tested by name in `test_refusals.py` and
`test_inheritance.py`."""


def changed(directory: Path, change: Change) -> Path:
    """Return the shipped packs with one file changed, rewritten or removed."""
    place = directory / "packs"
    shutil.copytree(PACKS, place)
    file = place / change["file"]
    if "find" in change:
        text = file.read_text(encoding="utf-8")
        assert change["find"] in text, change
        file.write_text(text.replace(change["find"], change["put"], 1), encoding="utf-8")
    elif "text" in change:
        file.write_text(change["text"], encoding="utf-8")
    else:
        file.unlink()
    return place


def refusal(place: Path) -> PackError:
    with pytest.raises(PackError) as refused:
        load_law(place)
    return refused.value


def places(directory: Path) -> Iterator[Path]:
    """Yield a packs directory for each broken example file, one after the other."""
    for at, broken in enumerate(sorted((HERE / "broken").glob("*.yaml"))):
        place = example_place(directory / f"text{at}", {})
        kind = "example-2020.cases.yaml" if _is_case(broken) else "example-2020.yaml"
        shutil.copy(broken, place / SAMPLE / kind)
        yield place
    for kind in ("measures", "targets"):
        for at, broken in enumerate(sorted((HERE / kind / "broken").glob("*.yaml"))):
            yield broken_place(directory / f"{kind}{at}", kind, broken)[0]
    sound = HERE / "collectives"
    for at, broken in enumerate(sorted((sound / "broken").glob("*.yaml"))):
        rules = sound / "sound.yaml" if _is_case(broken) else broken
        cases = broken if _is_case(broken) else sound / "sound.cases.yaml"
        yield collective_place(directory / f"collective{at}", rules, cases)
    for at, broken in enumerate(sorted((HERE / "inherited" / "broken").glob("*.yaml"))):
        yield inheriting_place(directory / f"inherited{at}", broken)


def _is_case(path: Path) -> bool:
    return path.name.endswith(".cases.yaml")


@cache
def told_of(at: int) -> tuple[str, Site]:
    """Return what is said of a changed shipped file, and where: read once for both tests below."""
    with TemporaryDirectory() as directory:
        refused = refusal(changed(Path(directory), CHANGES[at]))
        return str(refused), reached(refused)


@pytest.mark.parametrize(
    "at", range(len(CHANGES)), ids=[f"{each['file']}: {each['says']}" for each in CHANGES]
)
def test_a_shipped_file_made_wrong_is_refused_with_the_reason(at: int) -> None:
    said, _site = told_of(at)
    assert CHANGES[at]["says"] in said
    assert FILE_AND_LINE.match(said), said


def test_no_place_that_refuses_is_without_a_broken_example(tmp_path: Path) -> None:
    found: set[Site] = {reached(refusal(place)) for place in places(tmp_path)}
    found |= {told_of(at)[1] for at in range(len(CHANGES))}
    lacking = sorted(
        (file, line, said) for file, line, said in sites() if (file, line) not in found
    )
    named = [each for each in lacking if any(words in each[2] for words in OF_TWO_FILES)]
    assert [each for each in lacking if each not in named] == []
    assert len(named) == len(OF_TWO_FILES)


def test_the_list_of_places_is_not_empty_and_names_their_words() -> None:
    """A control: an empty list would make the test above pass for nothing."""
    found = list(sites())
    assert len(found) > 200
    assert any("no such operator" in said for _file, _line, said in found)
