"""A freeze period stops the steps its text names, at its places, for its days, and no others."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from applications.actions import accept, approve, carry_out, refuse
from applications.errors import Frozen
from applications.models import Application
from applications.queries.freezing import freezes_over
from applications.workflow import Status
from hukou.kernel import clock
from hukou.law import PACKS, PackError, law_of, load_law
from registry.models import Account, Residence
from tests.filing import Counter, Five, assessed, filed, fresh, settlement

TODAY = clock.today()
EVERY = "[accept, approve, carry_out]"


@cache
def shelf(places: str, first: str, last: str, stops: str) -> Path:
    """Return a packs directory whose text in force freezes some places for some days."""
    path = Path(mkdtemp(prefix="packs")) / "packs"
    shutil.copytree(PACKS, path)
    file = path / "330800-quzhou" / "qz-final-2017.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("\nchannels:\n") == 1
    said = f"id: X, label: 征收范围暂停迁入, clause: dwelling, places: {places}"
    said += f", first: {first}, last: {last}, stops: {stops}"
    text = text.replace("\nchannels:\n", f"\nfreezes:\n- {{{said}}}\nchannels:\n")
    file.write_text(text, encoding="utf-8")
    return path


@contextmanager
def frozen(
    places: str = '["330802"]',
    first: date = TODAY,
    last: date = TODAY,
    stops: str = EVERY,
) -> Iterator[None]:
    with law_of(shelf(places, first.isoformat(), last.isoformat(), stops)):
        yield


def approved(here: Counter, five: Five) -> Application:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    return fresh(application.pk)


STEPS: dict[str, tuple[Callable[[Counter, Five], Application], Callable[..., object], str]] = {
    "accept": (lambda here, five: filed(here, settlement(five)), accept, "officer"),
    "approve": (lambda here, five: assessed(here, settlement(five)), approve, "chief"),
    "carry_out": (approved, carry_out, "officer"),
}


def ready(
    here: Counter, five: Five, step: str
) -> tuple[Application, Callable[..., object], Account]:
    prepare, act, who = STEPS[step]
    return prepare(here, five), act, getattr(here, who)


@pytest.mark.parametrize("step", STEPS)
def test_a_freeze_stops_the_steps_it_names_and_cites_its_clause(
    here: Counter, five: Five, step: str
) -> None:
    application, act, by = ready(here, five, step)
    with frozen(stops=f"[{step}]"), pytest.raises(Frozen) as refused:
        act(application.pk, by=by)
    assert refused.value.facts["until"] == TODAY.isoformat()
    assert refused.value.facts["cite"]["clause"]  # type: ignore[index] # a mapping
    assert fresh(application.pk).status == application.status
    assert not Residence.objects.filter(household__office=here.office).exists()


@pytest.mark.parametrize("step", STEPS)
def test_what_it_does_not_name_goes_on(here: Counter, five: Five, step: str) -> None:
    application, act, by = ready(here, five, step)
    others = ", ".join(each for each in STEPS if each != step)
    with frozen(stops=f"[{others}]"):
        act(application.pk, by=by)
    assert fresh(application.pk).status != application.status


@pytest.mark.parametrize(
    ("first", "last", "holds"),
    [(0, 0, True), (-9, 0, True), (0, 9, True), (-9, -1, False), (1, 9, False)],
)
def test_its_first_and_its_last_day_are_included(
    here: Counter, five: Five, first: int, last: int, *, holds: bool
) -> None:
    application = filed(here, settlement(five))
    begins, ends = (TODAY + timedelta(days=days) for days in (first, last))
    with frozen(first=begins, last=ends):
        assert bool(freezes_over(application, on=TODAY)) is holds


@pytest.mark.parametrize(
    ("places", "holds"),
    [('["330802002001"]', True), ('["330802"]', True), ('["330824", "330803"]', False)],
)
def test_it_holds_at_its_places_only(
    here: Counter, five: Five, places: str, *, holds: bool
) -> None:
    application = filed(here, settlement(five))
    with frozen(places=places):
        assert bool(freezes_over(application, on=TODAY)) is holds


def test_a_refusal_is_never_stopped(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    clauses = [{"document": "意见", "clause": "第一条"}]
    with frozen():
        refuse(application.pk, by=here.chief, grounds="不符", clauses=clauses)
    assert fresh(application.pk).status == Status.REFUSED


def test_no_text_that_is_shipped_freezes_anything() -> None:
    """None that was read says so; a bureau adds its own."""
    assert [each.id for each in load_law().regulations.values() if each.freezes] == []


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"places": "[]"}, "at which 'places'"),
        ({"places": '["440222"]'}, "no place of 330800"),
        ({"stops": "[withdraw]"}, "that it 'stops'"),
        ({"last": TODAY - timedelta(days=1)}, "in that order"),
    ],
)
def test_an_unclear_freeze_does_not_load(said: dict[str, object], refusal: str) -> None:
    with pytest.raises(PackError, match=refusal), frozen(**said):  # type: ignore[arg-type] # broken
        pass
