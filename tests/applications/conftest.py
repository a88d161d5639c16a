"""The counter and the family that most tests here need."""

import pytest

from tests.filing import Counter, Five, counter, family_of_five


@pytest.fixture
def here(db: None) -> Counter:
    del db
    return counter()


@pytest.fixture
def five(here: Counter) -> Five:
    del here
    return family_of_five()
