"""`activate_regulation` dates a regulation from its official text (启用规定)."""

import hashlib
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from applications.models import Activation

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "衢政发〔2017〕1号"


@pytest.fixture(autouse=True)
def text(tmp_path: Path) -> Path:
    """The official text, as a file."""
    file = tmp_path / "文件.pdf"
    file.write_bytes(b"%PDF-1.7 official text")
    OPTIONS["text"] = file
    return file


OPTIONS: dict[str, object] = {"effective_from": date(2017, 11, 20), "number": NUMBER}


def activate(regulation: str = "qz-final-2017", /, **changed: object) -> str:
    told = io.StringIO()
    options = OPTIONS | changed
    call_command("activate_regulation", regulation, stdout=told, **options)
    return told.getvalue()


def test_a_regulation_decides_from_the_day_of_its_official_text(text: Path) -> None:
    told = activate()

    record = Activation.objects.get()
    assert (record.effective_from, record.official_number) == (date(2017, 11, 20), NUMBER)
    assert record.text is not None
    assert bytes(record.text.content) == text.read_bytes()
    assert hashlib.sha256(text.read_bytes()).hexdigest() == record.text.sha256
    assert record.text.sha256 in told
    assert not record.for_demonstration


def test_the_rule_for_what_is_pending_is_kept_with_it() -> None:
    activate(transition="kinder")
    assert Activation.objects.get().transition == "kinder"


def test_the_same_record_again_is_harmless() -> None:
    activate()
    activate()
    assert Activation.objects.count() == 1


@pytest.mark.parametrize("regulation", ["qz-draft-2017", "jm-2018-5", "no-such-text"])
def test_a_draft_a_dated_text_and_an_unknown_one_are_refused(regulation: str) -> None:
    with pytest.raises(CommandError, match="草案不得启用"):
        activate(regulation)
    assert not Activation.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [{"number": " "}, {"text": Path("/nowhere/text.pdf")}, {"by": "nobody"}],
    ids=["no number", "no such file", "nobody of that name"],
)
def test_bad_input_activates_nothing(changed: dict[str, object]) -> None:
    with pytest.raises(CommandError):
        activate(**changed)
    assert not Activation.objects.exists()


def test_an_empty_file_is_no_official_text(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    with pytest.raises(CommandError, match="文件是空的"):
        activate(text=empty)


@pytest.mark.parametrize(
    "changed",
    [{"effective_from": date(2018, 1, 1)}, {"number": "衢政发〔2018〕2号"}],
    ids=["another day", "another number"],
)
def test_a_record_is_never_changed_by_another(changed: dict[str, object]) -> None:
    activate()
    with pytest.raises(CommandError):
        activate(**changed)
    assert Activation.objects.get().official_number == NUMBER
