"""A packs directory with one example place, for files that are to be refused or read."""

import shutil
from pathlib import Path

from hukou.law import PACKS

HERE = Path(__file__).parent
SAMPLE = "440199-example"


def example_place(directory: Path, files: dict[str, Path]) -> Path:
    """Return a directory of the national pack and one place: its sound regulation and `files`."""
    shutil.copytree(PACKS / "_national", directory / "_national")
    pack = directory / SAMPLE
    pack.mkdir()
    shutil.copy(HERE / "sound.yaml", pack / "example-2020.yaml")
    shutil.copy(HERE / "sound.cases.yaml", pack / "example-2020.cases.yaml")
    for name, file in files.items():
        shutil.copy(file, pack / name)
    return directory


def broken_place(directory: Path, kind: str, broken: Path) -> tuple[Path, str]:
    """Return a place whose file of a kind, or its cases, is broken; and what the refusal says."""
    sound = HERE / kind
    is_case = broken.name.endswith(".cases.yaml")
    files = {
        f"{kind}.yaml": sound / "sound.yaml" if is_case else broken,
        f"{kind}.cases.yaml": broken if is_case else sound / "sound.cases.yaml",
    }
    said = broken.read_text(encoding="utf-8").splitlines()[0].removeprefix("# refusal: ")
    return example_place(directory, files), said
