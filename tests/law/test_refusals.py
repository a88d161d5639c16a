"""Each way a pack can be wrong has a broken example, and a message that says where and what."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hukou.law import PACKS, PackError
from hukou.law.law import load_law

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
REGULATION, CASES = "sound.yaml", "sound.cases.yaml"

Shelf = Callable[[Path, Path], Path]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a function that makes a packs directory of a regulation and its cases."""

    def put(regulation: Path, cases: Path) -> Path:
        shutil.copytree(PACKS / "_national", tmp_path / "_national")
        pack = tmp_path / "440199-example"
        pack.mkdir()
        shutil.copy(regulation, pack / "example-2020.yaml")
        shutil.copy(cases, pack / "example-2020.cases.yaml")
        return tmp_path

    return put


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_a_broken_pack_is_refused_with_the_reason(broken: Path, shelf: Shelf) -> None:
    refusal = broken.read_text(encoding="utf-8").splitlines()[0].removeprefix("# refusal: ")
    if broken.name.endswith(".cases.yaml"):
        path = shelf(HERE / REGULATION, broken)
    else:
        path = shelf(broken, HERE / CASES)
    with pytest.raises(PackError) as refused:
        load_law(path)
    assert refusal in str(refused.value)


def test_the_sound_example_loads(shelf: Shelf) -> None:
    law = load_law(shelf(HERE / REGULATION, HERE / CASES))
    assert list(law.regulations) == ["example-2020"]


def test_a_refusal_names_the_file_and_the_line(shelf: Shelf) -> None:
    broken = HERE / "broken" / "no_such_value.yaml"
    with pytest.raises(PackError) as refused:
        load_law(shelf(broken, HERE / CASES))
    line = (
        broken.read_text(encoding="utf-8")
        .splitlines()
        .index("    - {fact: dwelling.tenure, op: in, value: [owned, rented]}")
    )
    assert str(refused.value).startswith(f"example-2020.yaml:{line + 1}: ")


def test_a_regulation_without_cases_is_refused(shelf: Shelf) -> None:
    path = shelf(HERE / REGULATION, HERE / CASES)
    (path / "440199-example" / "example-2020.cases.yaml").unlink()
    with pytest.raises(PackError, match="no cases"):
        load_law(path)


def test_two_regulations_of_one_series_may_not_be_in_force_together(shelf: Shelf) -> None:
    path = shelf(HERE / REGULATION, HERE / CASES)
    _second(path, effective_from="2022-01-01")
    with pytest.raises(PackError, match="in force at the same time"):
        load_law(path)


def test_a_regulation_may_follow_one_that_ended_the_day_before(shelf: Shelf) -> None:
    path = shelf(HERE / REGULATION, HERE / CASES)
    _second(path, effective_from="2022-01-01")
    first = path / "440199-example" / "example-2020.yaml"
    ended = first.read_text(encoding="utf-8").replace("to: null", "to: 2021-12-31")
    first.write_text(ended, encoding="utf-8")
    assert set(load_law(path).regulations) == {"example-2020", "second-2022"}


def test_a_regulation_in_two_packs_is_refused(shelf: Shelf) -> None:
    path = shelf(HERE / REGULATION, HERE / CASES)
    shutil.copytree(path / "440199-example", path / "440199-example-again")
    with pytest.raises(PackError, match="in two packs"):
        load_law(path)


def _second(path: Path, *, effective_from: str) -> None:
    pack = path / "440199-example"
    for kind in (".yaml", ".cases.yaml"):
        text = (pack / f"example-2020{kind}").read_text(encoding="utf-8")
        text = text.replace("example-2020", "second-2022").replace("2020-01-01", effective_from)
        text = text.replace("day: 2020-06-01", "day: 2022-06-01")
        (pack / f"second-2022{kind}").write_text(text, encoding="utf-8")
