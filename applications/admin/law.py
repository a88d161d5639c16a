"""The days of the law, and the texts they rest on (启用记录、法规原文)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from applications.models import Activation, SourceText
from registry.admin import Reading, console


@admin.register(Activation, site=console)
class ActivationAdmin(Reading):
    note = _("启用、更正、撤销在法规页办理；记录本身从不改动。")
    list_display = (
        "regulation",
        "effective_from",
        "transition",
        "withdraws",
        "recorded_at",
        "page",
    )
    list_filter = ("for_demonstration", "withdraws")
    search_fields = ("regulation", "official_number")
    search_help_text = _("规定、文号")
    ordering = ("regulation", "id")
    fields = (
        "regulation", "effective_from", "official_number", "text", "transition",
        "for_demonstration", "note", "corrects", "withdraws", "reason", "activated_by",
        "recorded_at",
    )  # fmt: skip

    @admin.display(description=_("法规页"))
    def page(self, activation: Activation) -> str:
        address = reverse("regulation", kwargs={"regulation_id": activation.regulation})
        return format_html('<a href="{}">{}</a>', address, activation.regulation)


@admin.register(SourceText, site=console)
class SourceTextAdmin(Reading):
    list_display = ("name", "regulation", "media_type", "size", "kept_by", "recorded_at")
    list_select_related = ("kept_by",)
    search_fields = ("name", "regulation", "sha256")
    search_help_text = _("名称、规定、摘要")
    ordering = ("-id",)
    fields = (
        "name", "regulation", "media_type", "size", "sha256", "kept_by", "recorded_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the bytes where they are: a list needs none of them."""
        rows: QuerySet[Any] = super().get_queryset(request).defer("content")
        return rows
