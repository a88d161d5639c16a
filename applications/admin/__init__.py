"""The console of cases (管理台): the days of the law, what other agencies are told, connectors."""

from registry.admin import console

from .law import ActivationAdmin, SourceTextAdmin
from .telling import EventAdmin

__all__ = ["ActivationAdmin", "EventAdmin", "SourceTextAdmin", "console"]
