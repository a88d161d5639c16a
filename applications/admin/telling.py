"""What other agencies are told (待发事件): ids and status, as the feed holds them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from applications.models import OutboxEvent
from registry.admin import Reading, console


@admin.register(OutboxEvent, site=console)
class EventAdmin(Reading):
    area = "data__office"
    note = _("只有编号和状态，没有个人信息；调用方按授权读取。")
    list_display = ("id", "type", "subject", "recorded_at")
    list_filter = ("type",)
    search_fields = ("subject",)
    search_help_text = _("主体")
    ordering = ("-id",)
    show_full_result_count = False
    fields = ("id", "key", "type", "subject", "data", "recorded_at")
