"""The Celery application; its settings are the CELERY_ ones of `hukou.settings`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hukou.settings")

app = Celery("hukou")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
