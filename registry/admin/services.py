"""Offices, and the programs of other agencies that read the register (机关、调用方)."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from registry.actions import withdraw_client
from registry.models import AgencyClient, Office

from .reading import ADMINISTRATORS, SYSTEM, Reading, each_row
from .site import console


@admin.register(Office, site=console)
class OfficeAdmin(Reading):
    roles = ADMINISTRATORS
    area = "pk"
    note = _("设立机关用命令 open_office；机关之下的人户由机关自己查询。")
    list_display = ("code", "name", "level", "parent", "phone")
    list_filter = ("level",)
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    search_help_text = _("机构代码、名称")
    ordering = ("code",)
    fields = ("code", "name", "level", "parent", "phone", "served")
    readonly_fields = ("served",)

    @admin.display(description=_("辖区"))
    def served(self, office: Office) -> str:
        return "、".join(office.areas.order_by("code").values_list("name", flat=True))


@admin.register(AgencyClient, site=console)
class ClientAdmin(Reading):
    acts = frozenset({SYSTEM})
    note = _("授权用命令 grant_client；密钥不在这里显示。收回后，已发出的令牌立即失效。")
    list_display = ("client_id", "name", "granted", "purpose", "recorded_at")
    search_fields = ("client_id", "name", "purpose")
    search_help_text = _("调用方标识、名称、用途")
    ordering = ("client_id",)
    fields = ("client_id", "name", "granted", "purpose", "recorded_at")
    readonly_fields = ("granted",)
    actions = ("withdraw",)

    @admin.display(description=_("授权范围"))
    def granted(self, client: AgencyClient) -> str:
        return " ".join(client.scopes) or "—"

    @admin.action(description=_("收回全部授权"))
    def withdraw(self, request: HttpRequest, rows: QuerySet[AgencyClient]) -> None:
        each_row(request, rows, lambda row, by: withdraw_client(row.client_id, by=by))
