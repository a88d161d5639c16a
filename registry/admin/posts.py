"""Accounts and posts (账号、任职): who may sign in, and as what. The person behind is not shown."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from registry.actions import end_posting
from registry.models import Account, Posting
from registry.web import DeskRequest

from .reading import ADMINISTRATORS, SECURITY, Reading, each_row
from .site import console


class Standing(admin.SimpleListFilter):
    """Whether a post is held today."""

    title = _("今天")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        del request, model_admin
        return [("held", _("在任")), ("over", _("不在任"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Posting]) -> QuerySet[Posting]:
        del request
        held = {"period__contains": clock.today()}
        if self.value() == "held":
            return rows.filter(**held)
        return rows.exclude(**held) if self.value() == "over" else rows


@admin.register(Account, site=console)
class AccountAdmin(Reading):
    roles = ADMINISTRATORS
    note = _("开设、停用账号和授予任职在“账号管理”页办理。这里只有工作身份，不显示本人的户籍信息。")
    list_display = ("username", "name", "badge_number", "is_active", "knows_kin", "last_login")
    list_filter = ("is_active",)
    search_fields = ("username", "name", "badge_number")
    search_help_text = _("用户名、姓名、警号")
    ordering = ("username",)
    fields = ("username", "name", "badge_number", "is_active", "knows_kin", "last_login")
    readonly_fields = ("knows_kin",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """Show who holds or held a post in one's area, and who has none anywhere yet."""
        area = cast("DeskRequest", request).scope.area
        posts = Posting.objects.filter(office__in=area).values("account")
        rows: QuerySet[Account] = super().get_queryset(request)
        return rows.filter(Q(pk__in=posts) | Q(postings=None))

    @admin.display(description=_("已关联本人（用于回避）"), boolean=True)
    def knows_kin(self, account: Account) -> bool:
        return account.person_id is not None


@admin.register(Posting, site=console)
class PostingAdmin(Reading):
    roles = ADMINISTRATORS
    area = "office"
    acts = frozenset({SECURITY})
    note = _("结束任职由安全管理员办理，从当日起不再有权；以前办理的事项不受影响。")
    list_display = ("account", "holder", "role", "office", "since", "until")
    list_filter = (Standing, "role")
    list_select_related = ("account", "office")
    search_fields = ("account__username", "account__name", "office__name", "office__code")
    search_help_text = _("用户名、姓名、机关")
    ordering = ("office__code", "role", "id")
    fields = ("account", "holder", "role", "office", "since", "until")
    readonly_fields = ("holder", "since", "until")
    actions = ("end",)

    @admin.display(description=_("姓名"))
    def holder(self, posting: Posting) -> str:
        return posting.account.name

    @admin.display(description=_("自"))
    def since(self, posting: Posting) -> str:
        return date_format(posting.period.lower)

    @admin.display(description=_("至（不含）"))
    def until(self, posting: Posting) -> str:
        return date_format(posting.period.upper) if posting.period.upper else "—"

    @admin.action(description=_("结束任职（自今日起）"))
    def end(self, request: HttpRequest, rows: QuerySet[Posting]) -> None:
        each_row(request, rows, lambda row, by: end_posting(row.pk, by=by))
