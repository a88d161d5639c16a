import re

import pytest

from hukou import env
from hukou.env import ROOT, VARIABLES

EXAMPLE = (ROOT / "deploy" / "env.example").read_text(encoding="utf-8")


def test_the_example_names_every_variable_once_and_no_other() -> None:
    named = re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert sorted(named) == sorted(VARIABLES)


@pytest.mark.parametrize("name", VARIABLES)
def test_every_variable_has_a_meaning(name: str) -> None:
    assert VARIABLES[name].meaning


def test_an_unknown_variable_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        env.text("HUKOU_UNHEARD_OF")


def test_a_password_with_special_characters_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://hukou_app:p%40ss%2Fword@db:5433/hukou")
    address = env.database("DATABASE_URL")
    assert (address["PASSWORD"], address["HOST"], address["PORT"]) == ("p@ss/word", "db", "5433")


def test_a_list_forgives_spaces_and_empty_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", " a.example, ,b.example,")
    assert env.listing("ALLOWED_HOSTS") == ["a.example", "b.example"]
