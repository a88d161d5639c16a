"""No form takes a key of another area (越权): not in its address, nor in a field of it (O02).

Every form is sent as its page offers it, with one value exchanged for one of a foreign station's:
the answer must be what it would be if there were no such row, and not a row of theirs may change.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client

from hukou.kernel import clock
from registry.models import Office, PostingRole
from tests.api.callers import as_officer
from tests.filing import QUZHOU, posted
from tests.permissions.asking import as_if_first, difference, read
from tests.permissions.filling import Form, Page
from tests.permissions.routes import WHOLE, Route, routes
from tests.permissions.stock import Stock, stock
from tests.permissions.stock_files import Words
from tests.permissions.test_foreign import (
    OF_ALL_AREAS,
    PASSED_BY,
    THEIR_NAME,
    another,
    foreign,
)
from tests.permissions.writes import undone
from tests.web.test_access import rule

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not WHOLE, reason="HUKOU_WHOLE_WALK=1 sends every form; many minutes"),
]

R = PostingRole
CARD: Final = "application-newcomer"
"""Somebody from elsewhere is introduced by number and name together: they are found, on purpose."""
DISAGREE: Final = "登记簿中该号码的姓名与填写的不同"
"""Who types a number with a name is told that the two do not agree; nobody's name is shown."""
NEW: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
"""Keys that an answer leads to; those of new rows differ every time."""
THEIRS: Final = """
SELECT md5(string_agg(told, '|' ORDER BY told)) FROM (
    SELECT household::text FROM registry_household household WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT lived::text FROM registry_householdaddress lived
      JOIN registry_household home ON home.id = household_id WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT residence::text FROM registry_residence residence
      JOIN registry_household home ON home.id = household_id WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT entry::text FROM registry_entry entry WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT known::text FROM registry_particulars known WHERE person_id = ANY(%(people)s)
    UNION ALL SELECT note::text FROM registry_ruralright note WHERE person_id = ANY(%(people)s)
    UNION ALL SELECT actual::text FROM registry_actualresidence actual
      WHERE person_id = ANY(%(people)s)
    UNION ALL SELECT paper::text FROM registry_issueddocument paper
      WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT finding::text FROM registry_qualityfinding finding
      WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT file::text FROM applications_application file
      WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT step::text FROM applications_transition step
      JOIN applications_application file ON file.id = application_id
      WHERE office_id = ANY(%(offices)s)
    UNION ALL SELECT check_::text FROM applications_verification check_
      JOIN applications_application file ON file.id = application_id
      WHERE office_id = ANY(%(offices)s)
) rows (told)
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """One form that is sent: to which address, with what."""

    route: str
    path: str
    data: tuple[tuple[str, str], ...]


def forms(client: Client, home: Stock, role: R) -> Iterator[tuple[Route, Form]]:
    """Yield the forms of every page this post may send, as the pages offer them.

    What an officer may send as well is walked as an officer.
    """
    for route in routes():
        known = None if route.is_api else rule(route.name)
        if known is None or "POST" not in known[0] or role not in (known[1] or ()):
            continue
        if route.name in PASSED_BY:
            continue
        if role is not R.OFFICER and R.OFFICER in (known[1] or ()):
            continue
        path = route.address(home.at(route.name))
        with as_if_first():
            page = client.get(path, follow=True).content.decode(errors="replace")
        fitting = [each for each in Page(page).forms if each.action in ("", path)]
        yield route, max(fitting, key=lambda each: len(each.values), default=Form(path))


def to_be_sent(offered: list[tuple[Route, Form]], home: Stock, away: Stock) -> Iterator[Sent]:
    for route, form in offered:
        own = route.address(home.at(route.name))
        for path in foreign(route, home, away):
            yield Sent(route.name, path, tuple(form.values.items()))
        for data in form.exchanged(away.keys, numbers(away)):
            yield Sent(route.name, own, tuple(data.items()))


def numbers(away: Stock) -> tuple[str, ...]:
    """Return what names somebody or a household where it is typed."""
    return tuple(each for each in away.texts if each.isascii())[:2]


def answered(client: Client, sent: Sent, away: Stock | None = None) -> tuple[str, str]:
    """Send, and return what is told, and the digest of their rows afterwards."""
    with as_if_first():
        answer = client.post(sent.path, dict(sent.data))
        digest = theirs(away) if away and answer.status_code < 400 else ""
        first, _, rest = read(answer).partition("\n")
    return f"{NEW.sub('#', first)}\n{rest}", digest


def theirs(away: Stock) -> str:
    offices = Office.objects.filter(pk__in=[away.here.office.pk, away.here.bureau.pk])
    people = [each.pk for each in away.people.values()]
    asked: dict[str, Any] = {"offices": [each.pk for each in offices], "people": people}
    with connection.cursor() as cursor:
        cursor.execute(THEIRS, asked)
        [[digest]] = cursor.fetchall()
    return str(digest)


def is_told_on_purpose(sent: Sent, answer: str) -> bool:
    offered = DISAGREE in answer or sent.route in OF_ALL_AREAS
    return sent.route == CARD or (offered and THEIR_NAME not in answer)


@pytest.fixture
def home(settings: LazySettings, tmp_path: Path) -> Iterator[Stock]:
    settings.MEDIA_ROOT = tmp_path
    with clock.frozen(clock.now()):
        yield stock(QUZHOU, Words("欧阳", 1), dated=True)


@pytest.mark.parametrize("role", [R.OFFICER, R.COUNTY_APPROVER])
def test_a_key_of_another_area_is_as_good_as_none(
    home: Stock, role: R, record_property: Callable[[str, object], None]
) -> None:
    office = home.here.bureau if role is R.COUNTY_APPROVER else home.here.office
    client = as_officer(posted(office, role))
    client.raise_request_exception = False
    offered = list(forms(client, home, role))

    with undone():
        away = another()
        sent = list(to_be_sent(offered, home, away))
        known = theirs(away)
        after = [answered(client, each, away) for each in sent]
    before = [answered(client, each)[0] for each in sent]

    record_property("forms sent with a key of another area", len(sent))
    wrong = [
        f"{each.route}: {each.path} {dict(each.data)}\n      "
        + ("it changed their rows" if digest not in ("", known) else difference(one, other))
        for each, one, (other, digest) in zip(sent, before, after, strict=True)
        if digest not in ("", known) or (one != other and not is_told_on_purpose(each, other))
    ]
    assert not wrong, "\n".join(wrong)
