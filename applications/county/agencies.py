"""The programs of other agencies that the demo lets in (演示调用方)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClient:
    """One agency's program, with the scopes of the API it was granted."""

    client_id: str
    name: str
    scopes: tuple[str, ...]
    purpose: str


CLIENTS: Final = (
    PlannedClient(
        client_id="demo-civil-affairs",
        name="民政部门（演示）",
        scopes=("residents:read", "residents:number", "households:read"),
        purpose="婚姻登记核对",
    ),
    PlannedClient(
        client_id="demo-education",
        name="教育部门（演示）",
        scopes=("residents:read", "residents:address"),
        purpose="入学资格核对",
    ),
    PlannedClient(
        client_id="demo-statistics",
        name="统计部门（演示）",
        scopes=("residents:read",),
        purpose="人口统计",
    ),
    PlannedClient(
        client_id="demo-one-stop",
        name="政务服务大厅（演示）",
        scopes=("applications:read", "applications:write"),
        purpose="一窗受理",
    ),
)
