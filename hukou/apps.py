"""The project as a Django app: its commands, checks, templates and Celery application."""

from django.apps import AppConfig

from hukou import celery, checks

__all__ = ["HukouConfig", "celery_app", "checks"]  # checks register themselves on import

# @shared_task binds to the newest application: this module is imported before any task.
celery_app = celery.app


class HukouConfig(AppConfig):
    name = "hukou"
    verbose_name = "户籍"
