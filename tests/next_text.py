"""衢州's next text (虚构), for what happens when a text changes: an undated one beside the others.

It keeps the channels of `qz-final-2017`, except that a dwelling of one's own no longer counts and
an employer's dormitory does: whoever owns loses, whoever lives in a dormitory gains.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from applications.actions import OfficialText, activate
from applications.models import Activation
from hukou.kernel import clock
from hukou.law import PACKS, Law, law_of
from registry.models import Account, PostingRole
from tests.cast import law_desk

OLD: Final = "qz-final-2017"
NEXT: Final = "qz-next-2026"
NUMBER: Final = "衢政发〔2026〕9号"
TEXT: Final = OfficialText(
    name="正式文本.pdf", media_type="application/pdf", content=b"%PDF-1.7 the next text"
)
TENURES: Final = "[owned, leased, public_rental]"
CHANGED: Final = "[employer_dormitory, leased, public_rental]"


@cache
def shelf(transition: str = "", consultation: str = "", states: str = "") -> Path:
    """Return a packs directory with the next text in it, saying so much of its own standing."""
    path = Path(mkdtemp(prefix="packs")) / "packs"
    shutil.copytree(PACKS, path)
    pack = path / "330800-quzhou"
    text = (pack / f"{OLD}.yaml").read_text(encoding="utf-8")
    assert text.count(TENURES) == 1
    said = [f"id: {NEXT}"]
    said += [f"transition: {{rule: {transition}, clause: dwelling}}"] if transition else []
    said += [f"consultation_until: {consultation}"] if consultation else []
    text = text.replace(f"id: {OLD}", "\n".join(said), 1).replace(TENURES, CHANGED)
    if states:
        text = text.replace("  dwelling:\n", f"  dwelling:\n    states: {states}\n", 1)
    (pack / f"{NEXT}.yaml").write_text(text, encoding="utf-8")
    cases = (pack / f"{OLD}.cases.yaml").read_text(encoding="utf-8")
    cases = cases.replace(f"regulation: {OLD}", f"regulation: {NEXT}", 1)
    (pack / f"{NEXT}.cases.yaml").write_text(cases, encoding="utf-8")
    return path


@contextmanager
def next_text(**said: str) -> Iterator[Law]:
    """Hold the law with the next text in it, saying so much of itself; see `shelf`."""
    with law_of(shelf(**said)) as law:
        yield law


def administrator(area: str = "330800") -> Account:
    """Post a system administrator at the organ of a city or county."""
    return law_desk(PostingRole.SYSTEM_ADMINISTRATOR, area=area).officer


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def ahead(days: int) -> date:
    return clock.today() + timedelta(days=days)


def activate_next(**changed: Any) -> Activation:
    """Put the next text into force today, at the command line, unless told otherwise."""
    how: dict[str, Any] = {
        "effective_from": clock.today(),
        "official_number": NUMBER,
        "text": TEXT,
        "by": None,
    }
    return activate(NEXT, **how | changed)
