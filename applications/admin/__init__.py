"""The console of cases (管理台): the days of the law, what other agencies are told, connectors."""

from registry.admin import console

from .connectors import connectors_page
from .delegation import DelegatedItemAdmin, OrderAdmin, PullBackAdmin, SamplingRuleAdmin
from .law import ActivationAdmin, SourceTextAdmin
from .telling import EventAdmin

__all__ = [
    "ActivationAdmin",
    "DelegatedItemAdmin",
    "EventAdmin",
    "OrderAdmin",
    "PullBackAdmin",
    "SamplingRuleAdmin",
    "SourceTextAdmin",
    "connectors_page",
    "console",
]
