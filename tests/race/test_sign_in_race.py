"""One code, two browsers (第二因素): it opens one session."""

from collections.abc import Callable

import pytest

from hukou.kernel import one_time_codes
from registry.actions import prove_by_code, signing_in
from registry.models import Account, Proof
from tests.authenticators import code_now, enrolled
from tests.cast import Station
from tests.race.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Wait = Callable[[], None]


def twice(here: Station, wait: Wait, patch: pytest.MonkeyPatch) -> list[object]:
    """Type the same code twice at once, both compared before either is noted as used."""
    code = code_now(enrolled(here.officer))
    compare = one_time_codes.step_of

    def compare_and_wait(*told: bytes | str, **how: float | None) -> int | None:
        step = compare(*told, **how)  # type: ignore[arg-type] # handed on
        wait()
        return step

    patch.setattr(one_time_codes, "step_of", compare_and_wait)
    key = here.officer.pk
    return list(at_once(*[lambda: prove_by_code(key, code, address=None)] * 2))


def test_a_code_typed_twice_at_once_is_taken_once(
    here: Station, both_have_read: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = twice(here, both_have_read, monkeypatch)

    assert sorted(map(str, outcomes)) == ["None", "authenticator"]


def test_without_the_lock_one_code_is_taken_twice(
    here: Station, both_have_read: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: both compare with the counter as it was."""
    monkeypatch.setattr(signing_in, "_open_step", lambda key: Account.objects.get(pk=key))

    outcomes = twice(here, both_have_read, monkeypatch)

    assert outcomes == [Proof.AUTHENTICATOR, Proof.AUTHENTICATOR]
