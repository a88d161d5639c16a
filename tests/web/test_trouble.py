"""Why something came to nothing, in the language of the page: no stored English is shown."""

import ast
import re
from typing import Final

import pytest
from django.utils import translation

from applications.actions import record_failure
from applications.web.trouble import trouble_in_words
from tests.architecture.tree import ROOT, syntax
from tests.filing import counter, family_of_five, filed, settlement
from tests.web.conftest import Visit

RAISED: Final = re.compile(r"Agency|Answer(Refused|Unreadable)|CircuitOpen|QuestionRefused")
CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
FILLED: Final = {"fact": "dwelling.tenure", "timeout": "5", "status": "503"}


def reasons() -> list[str]:
    """Return every reason that a connector gives, with something likely where it is filled in."""
    found = []
    for path in sorted((ROOT / "applications/connectors").glob("*.py")):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                found += [_text(node.args[0])] if RAISED.match(node.func.id) else []
    return [each for each in found if each]


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else _filled(ast.unparse(part))
        for part in node.values
    )


def _filled(part: str) -> str:
    return next((text for name, text in FILLED.items() if name in part), "ConnectError")


def test_the_connectors_give_reasons() -> None:
    assert len(reasons()) >= 25


@pytest.mark.parametrize("reason", [*reasons(), "ProgrammingError"])
def test_every_reason_has_words_in_both_languages(reason: str) -> None:
    with translation.override("zh-hans"):
        chinese = trouble_in_words(reason)
    with translation.override("en"):
        english = trouble_in_words(reason)

    assert CHINESE.search(chinese)
    assert not CHINESE.search(english)


def test_what_nobody_knows_is_shown_as_it_is() -> None:
    assert trouble_in_words("something else") == "something else"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "答的是另一个人"), ("en", "The answer is about another")]
)
def test_a_dead_letter_says_why_in_the_language_of_the_page(
    visit: Visit, language: str, said: str
) -> None:
    here = counter()
    row = filed(here, settlement(family_of_five())).verifications.get(fact="dwelling.tenure")
    record_failure(row.pk, error="the answer is about another person", permanent=True)
    client = visit(here.chief)
    client.post("/language", {"language": language, "next": "/"})

    page = client.get("/operations").content.decode()

    assert said in page
