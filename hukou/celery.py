"""The Celery application; its settings are the CELERY_ ones of `hukou.settings`."""

import os
from typing import Any

from celery import Celery
from celery.fixups.django import DjangoFixup
from celery.signals import worker_init
from django.db import close_old_connections

from hukou.law import load_law

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hukou.settings")


class Fixup(DjangoFixup):
    """Has each slot keep its connection between tasks, as a web thread does between requests.

    Celery's own hangs up after every task: to sign in again, and to plan every statement anew,
    costs twice what a task does.
    """

    @property
    def worker_fixup(self) -> Any:  # noqa: ANN401 - as it is typed there
        slots = super().worker_fixup
        slots.close_database = hang_up_when_due
        return slots


def hang_up_when_due(**_: object) -> None:
    """Close what is broken or too old; what is kept is tried before its next use."""
    close_old_connections()


def fixup(of: Celery) -> DjangoFixup:
    """Tie Celery to Django."""
    ours = Fixup(of)
    ours.install()
    return ours


app = Celery("hukou", fixups=[f"{__name__}:{fixup.__name__}"])
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def read_law(**_: object) -> None:
    """Read the law before the first task: otherwise every slot reads it, all at once."""
    load_law()
