"""A table as the console shows it (只读): a list, a record, and acts that are our actions."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Final, TypeVar, cast

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe
from unfold.admin import ModelAdmin

from hukou.kernel.errors import DomainError
from hukou.web.errors import refusal
from hukou.web.forms import read_key
from registry.models import Account, PostingRole
from registry.web import DeskRequest

SYSTEM: Final = PostingRole.SYSTEM_ADMINISTRATOR
SECURITY: Final = PostingRole.SECURITY_ADMINISTRATOR
ADMINISTRATORS: Final = frozenset({SYSTEM, SECURITY})
"""The audit administrator has a desk of their own (异常查询); nobody's rows here are theirs."""
PAGE: Final = 50
Row = TypeVar("Row", bound=Model)


class Reading(ModelAdmin):  # type: ignore[misc] # published without types
    """A list and a record of each row. Nothing is added, changed or deleted here.

    `roles` are the posts that see the table; `acts` those that may take an action on its rows.
    `area` is the way from a row to its office: only those of one's own area are shown and counted.
    Without it, the table is of no office: the law, the programs of other agencies.
    """

    roles: ClassVar[frozenset[PostingRole]] = frozenset({SYSTEM})
    acts: ClassVar[frozenset[PostingRole]] = frozenset()
    area: ClassVar[str] = ""
    note: ClassVar[str | Promise] = ""
    list_per_page = PAGE
    list_max_show_all = PAGE
    list_disable_select_all = True
    show_full_result_count = True

    def get_urls(self) -> list[URLPattern]:
        site, (app, model) = self.admin_site, (self.opts.app_label, self.opts.model_name)
        rows = require_http_methods(["GET", "HEAD", "POST"])(self.changelist_view)
        one = require_safe(self.change_view)
        return [
            path("", site.admin_view(rows), name=f"{app}_{model}_changelist"),
            path("<int:object_id>", site.admin_view(one), name=f"{app}_{model}_change"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        scope = cast("DeskRequest", request).scope
        return rows.filter(**{f"{self.area}__in": scope.area}) if self.area else rows

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow what this list offers: else a password's hash could be read letter by letter."""
        del value, request
        offered = {
            each if isinstance(each, str) else each.parameter_name for each in self.list_filter
        }
        return lookup.split("__", maxsplit=1)[0] in offered

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del obj
        return getattr(request, "posting").role in self.roles  # noqa: B009 - of a request at a desk

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the acts on rows, for who may take them; deleting is never among them."""
        if getattr(request, "posting").role not in self.acts:  # noqa: B009 - as above
            return {}
        actions: dict[str, Any] = super().get_actions(request)
        return {name: act for name, act in actions.items() if name != "delete_selected"}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        refuse_garbage(request)
        told = {"title": self.opts.verbose_name, "console_note": self.note}
        answer: HttpResponse = super().changelist_view(request, {**told, **(extra_context or {})})
        return answer

    def change_view(
        self,
        request: HttpRequest,
        object_id: int,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        refuse_garbage(request)
        listed = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        told = {"console_back": listed, **(extra_context or {})}
        answer: HttpResponse = super().change_view(request, str(object_id), form_url, told)
        return answer


def refuse_garbage(request: HttpRequest) -> None:
    """Refuse what no form of the console sends: a row that is no number, a NUL byte anywhere.

    Raises BadRequest.
    """
    rows = request.POST.getlist(ACTION_CHECKBOX_NAME)
    sent = [each for query in (request.GET, request.POST) for each in query.lists()]
    has_nul = any("\0" in text for name, texts in sent for text in (name, *texts))
    if has_nul or any(read_key(each) is None for each in rows):
        raise BadRequest


def each_row(
    request: HttpRequest,
    rows: QuerySet[Row] | Iterable[Row],
    act: Callable[[Row, Account], object],
) -> None:
    """Take one of our actions on every chosen row by itself, and tell what came of each."""
    taken, by = 0, cast("Account", request.user)
    for row in rows:
        try:
            act(row, by)
        except DomainError as refused:
            shown = refusal(refused)
            messages.error(request, f"{row}：{shown.detail or shown.words}")
        else:
            taken += 1
    if taken:
        messages.success(request, gettext("已办 %(n)d 行。") % {"n": taken})
