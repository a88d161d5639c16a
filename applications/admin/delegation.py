"""Orders, what they hand down, and what fell back (授权书、授权事项、自动收回): to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from applications.models import DelegatedItem, DelegationOrder, PullBack, SamplingRule
from applications.web.delegation_forms import name_of_item
from registry.admin import Reading, console


@admin.register(DelegationOrder, site=console)
class OrderAdmin(Reading):
    area = "office"
    note = _("授权、收回在授权管理页办理；授权书本身从不改动。")
    list_display = ("number", "office", "document", "clause", "issued_by", "recorded_at")
    list_select_related = ("office", "issued_by")
    search_fields = ("number", "document")
    search_help_text = _("文号、依据文件")
    ordering = ("-id",)
    fields = ("number", "office", "document", "clause", "note", "issued_by", "recorded_at")


@admin.register(DelegatedItem, site=console)
class DelegatedItemAdmin(Reading):
    area = "office"
    list_display = ("item", "named", "office", "to_role", "account", "days", "revoked_at")
    list_filter = ("to_role",)
    list_select_related = ("office", "account", "order")
    search_fields = ("item", "order__number")
    search_help_text = _("事项代码、授权书文号")
    ordering = ("-id",)
    fields = (
        "order", "item", "named", "office", "to_role", "account", "days",
        "revoked_at", "revoked_by", "revocation_reason", "recorded_at",
    )  # fmt: skip
    readonly_fields = ("named", "days")

    @admin.display(description=_("事项名称"))
    def named(self, delegated: DelegatedItem) -> str:
        return name_of_item(delegated.item)

    @admin.display(description=_("授权期间"))
    def days(self, delegated: DelegatedItem) -> str:
        first, last = delegated.period.lower, delegated.period.upper
        return f"{date_format(first)} – {date_format(last) if last else ''}"


@admin.register(SamplingRule, site=console)
class SamplingRuleAdmin(Reading):
    area = "office"
    list_display = ("office", "share", "at_least", "limit", "reason", "set_by", "recorded_at")
    list_select_related = ("office", "set_by")
    ordering = ("-id",)
    fields = ("office", "share", "at_least", "limit", "reason", "set_by", "recorded_at")


@admin.register(PullBack, site=console)
class PullBackAdmin(Reading):
    area = "delegated_item__office"
    list_display = ("delegated_item", "reviewed", "wrong", "limit", "at", "acknowledged_at")
    ordering = ("-id",)
    fields = (
        "delegated_item", "rule", "reviewed", "wrong", "limit", "at",
        "acknowledged_by", "acknowledged_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).select_related("delegated_item")
        return rows
