"""One-time codes against RFC 6238, appendix B (its SHA-1 column, last six digits)."""

import pytest

from hukou.kernel import one_time_codes as codes

SEED = b"12345678901234567890"
KEY = "a key of fifty characters, which nobody else knows"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
    ],
)
def test_codes_are_those_of_the_standard(seconds: int, shown: str) -> None:
    assert codes.code_at(SEED, seconds // codes.STEP) == shown


@pytest.mark.parametrize(
    ("off", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_half_a_minute_off(off: int, *, taken: bool) -> None:
    now = 1_111_111_111
    code = codes.code_at(SEED, now // codes.STEP + off)

    step = codes.step_of(SEED, code, at=now, after=None)

    assert (step is not None) == taken


def test_a_code_is_taken_once() -> None:
    now = 1_111_111_111
    step = codes.step_of(SEED, "050471", at=now, after=None)

    assert step == now // codes.STEP
    assert codes.step_of(SEED, "050471", at=now, after=step) is None


@pytest.mark.parametrize("typed", ["", "05047", "0504711", "٠٥٠٤٧١", "05047x", "-50471"])
def test_what_is_not_six_digits_is_no_code(typed: str) -> None:
    assert codes.step_of(SEED, typed, at=1_111_111_111, after=None) is None


def test_a_sealed_seed_opens_with_its_own_key_only() -> None:
    sealed = codes.seal(SEED, key=KEY)

    assert SEED not in sealed
    assert codes.unseal(sealed, key=KEY) == SEED
    with pytest.raises(codes.SeedUnreadable):
        codes.unseal(sealed, key=f"{KEY}!")


def test_a_spoken_code_may_be_typed_without_its_hyphen_and_in_small_letters() -> None:
    code = codes.spoken_code()
    kept = codes.digest(code, key=KEY)

    assert codes.digest(code.replace("-", " ").lower(), key=KEY) == kept
    assert codes.digest(code, key=f"{KEY}!") != kept
    assert code not in kept
