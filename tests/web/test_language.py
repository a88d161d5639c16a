"""Chinese is the source, English the switch: nothing may be left untranslated or uncompiled."""

import re
from typing import Final

import polib
import pytest
from django.test import Client

from tests.cast import Station
from tests.web.catalogue import CHINESE, MO, PO, messages
from tests.web.conftest import Visit

PLACEHOLDER: Final = re.compile(r"%\(\w+\)[sd]")


def english() -> dict[str, list[str]]:
    """Return the translations of every message, its plural included."""
    return {
        entry.msgid: list(entry.msgstr_plural.values()) or [entry.msgstr]
        for entry in polib.pofile(str(PO))
    }


def test_every_message_has_an_english_translation() -> None:
    known = english()

    missing = [text for text in messages() if not all(known.get(text, [""]))]

    assert missing == [], "run `python -m tests.web.catalogue`, translate, and run it again"


def test_no_translation_outlives_its_message() -> None:
    assert set(english()) - set(messages()) == set()


def test_what_counts_has_a_plural() -> None:
    plurals = {text for text, plural in messages().items() if plural}

    assert {text for text, said in english().items() if len(said) > 1} == plurals


def test_placeholders_survive_translation() -> None:
    changed = [
        text
        for text, translations in english().items()
        for said in translations
        if not set(PLACEHOLDER.findall(said)) <= set(PLACEHOLDER.findall(text))
    ]

    assert changed == []


def test_the_compiled_catalogue_is_current() -> None:
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(MO))}
    written = {entry.msgid: entry.msgstr for entry in polib.pofile(str(PO))}

    assert compiled == written, "run `python -m tests.web.catalogue`"


@pytest.mark.django_db
def test_the_switch_leaves_no_chinese_in_the_menu(here: Station, visit: Visit) -> None:
    client = visit(here.officer)

    client.post("/language", {"language": "en", "next": "/"})
    page = client.get("/").content.decode()

    menu = page[page.index('<aside class="side"') : page.index("<header")]
    emblem = 'aria-hidden="true">户<'
    assert not CHINESE.search(menu.replace(emblem, ""))
    assert '<html lang="en">' in page


@pytest.mark.django_db
def test_an_english_browser_sees_chinese_until_somebody_switches() -> None:
    page = Client().get("/sign-in", headers={"accept-language": "en-US,en"}).content.decode()

    assert '<html lang="zh-hans">' in page
    assert "户籍业务系统" in page
