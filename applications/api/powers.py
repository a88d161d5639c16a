"""Who may decide what, here, today, over HTTP: each item with who holds it and by what."""

from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.queries.authority import Post, post_of
from applications.queries.boards import offices_below
from applications.queries.delegating import READERS
from applications.queries.powers import Holding, Power, delegation_told, holdings
from hukou.api.describing import (
    DAY,
    FLAG,
    INSTANT,
    MAYBE_DAY,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    TEXT,
    WHOLE,
    Schema,
    listing,
    maybe,
    record,
)
from hukou.api.pagination import page_of
from hukou.api.shapes import Body, Text, read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden, NotFound
from registry.models import Account

DELEGATION: Final = record(
    id=WHOLE,
    order=WHOLE,
    number=TEXT,
    document=TEXT,
    clause=TEXT,
    given_by=TEXT,
    office=WHOLE,
    office_name=TEXT,
    to_role=TEXT,
    account=MAYBE_WHOLE,
    **{"from": DAY, "before": MAYBE_DAY},
)
BASIS: Final = record(id=TEXT, rank=TEXT, basis=TEXT, decided_by=listing(TEXT))
POWER: Final = record(
    item=TEXT,
    name=TEXT,
    name_en=TEXT,
    by_level=maybe(BASIS),
    by_orders=listing(DELEGATION),
    decided_by={**listing(TEXT), "description": "Every post that decides it now."},
    mine=record(
        allowed=FLAG,
        by={**MAYBE_TEXT, "enum": ["level", "order", None]},
        order=MAYBE_WHOLE,
    ),
)
POWERS: Final[dict[int, Schema]] = {
    200: record(at=INSTANT, office=WHOLE, results=listing(POWER), next=MAYBE_TEXT)
}


class DecidesNothingHere(Forbidden):
    """This account has no post that reads who may decide what."""

    code = "decides-nothing-here"
    zh = "审批权限由在岗民警和系统管理员查询，请由他们查询。"


class PowersAsked(Body):
    office = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=10**12 - 1,
        help_text="One's own office, when left out, or one below it.",
    )
    item = Text(max_length=60, required=False, help_text="Only this item, such as ADOPTION.")


class PowersView(PrivateView):
    """Who may decide each item at an office at this instant: by level, and by which order."""

    refuses = {"GET": [400, 404]}

    @extend_schema(operation_id="powers", parameters=[PowersAsked], responses=POWERS)
    def get(self, request: Request) -> Response:
        account, post = _reader(request)
        asked = read_query(PowersAsked, request)
        office, now = asked.get("office") or post.office_id, clock.now()
        if office not in {each.pk for each in offices_below(post.office_id)}:
            raise NotFound(office=office)
        items = [asked["item"]] if asked.get("item") else None
        found = holdings(office, at=now, items=items)
        told = [_told(each, post, account) for each in found.values()]
        return Response({"at": now.isoformat(), "office": office, **page_of(told)})


def _reader(request: Request) -> tuple[Account, Post]:
    """Return who asks and their post. Raises DecidesNothingHere."""
    account = request.user
    post = post_of(account, on=clock.today()) if isinstance(account, Account) else None
    if not isinstance(account, Account) or post is None or post.role not in READERS:
        raise DecidesNothingHere
    return account, post


def _told(holding: Holding, post: Post, account: Account) -> dict[str, object]:
    row, power = holding.row, holding.power(post, account)
    level = {
        "id": row.id,
        "rank": row.rank.value,
        "basis": row.basis,
        "decided_by": [each.value for each in row.decided_by],
    } if row else None  # fmt: skip
    return {
        "item": holding.item.id,
        "name": holding.item.name,
        "name_en": holding.item.name_en,
        "by_level": level,
        "by_orders": [delegation_told(each) for each in holding.in_force],
        "decided_by": sorted(each.value for each in holding.roles),
        "mine": _mine(power),
    }


def _mine(power: Power | None) -> dict[str, object]:
    given = power.delegated if power else None
    by = None if power is None else ("order" if given else "level")
    return {"allowed": power is not None, "by": by, "order": given.order_id if given else None}
