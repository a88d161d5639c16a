"""The Celery application; its settings are the CELERY_ ones of `hukou.settings`."""

import os

from celery import Celery
from celery.signals import worker_init

from hukou.law import load_law

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hukou.settings")

app = Celery("hukou")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def read_law(**_: object) -> None:
    """Read the law before the first task: otherwise every slot reads it, all at once."""
    load_law()
