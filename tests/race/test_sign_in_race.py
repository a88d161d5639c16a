"""One code, two browsers (第二因素): it opens one session, and tries at once are all counted."""

import pytest
from django.db.models import QuerySet

from hukou.kernel import clock
from registry.actions import prove_by_code
from registry.errors import TriedTooOften
from registry.models import Account, FactorTry
from tests.authenticators import code_now, enrolled
from tests.cast import station
from tests.race.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
