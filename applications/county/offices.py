"""The police organs and the sign-ins of the demo county (机关与演示账号).

Divisions are real; the organs, their codes (GA 380 form) and the people are made up.
"""

from typing import Final

from .plan import PlannedAccount, PlannedOffice

OFFICES: Final = (
    PlannedOffice(
        code="330800000000",
        name="衢州市公安局（演示）",
        level="city",
        parent=None,
        areas=("330800",),
    ),
    PlannedOffice(
        code="330802000000",
        name="柯城分局（演示）",
        level="county",
        parent="330800000000",
        areas=("330802",),
    ),
    PlannedOffice(
        code="330802510000",
        name="府山派出所（演示）",
        level="station",
        parent="330802000000",
        areas=("330802006", "330802007", "330802008"),
    ),
    PlannedOffice(
        code="330802520000",
        name="花园派出所（演示）",
        level="station",
        parent="330802000000",
        areas=("330802013", "330802010", "330802101"),
    ),
    PlannedOffice(
        code="330824000000",
        name="开化县公安局（演示）",
        level="county",
        parent="330800000000",
        areas=("330824",),
    ),
    PlannedOffice(
        code="330824510000",
        name="华埠派出所（演示）",
        level="station",
        parent="330824000000",
        areas=("330824115", "330824106", "330824202"),
    ),
)

ACCOUNTS: Final = (
    PlannedAccount(
        username="wangfang", name="王芳", badge="D00001", role="officer", office="330802510000"
    ),
    PlannedAccount(
        username="lichief", name="李建国", badge="D00002", role="chief", office="330802510000"
    ),
    PlannedAccount(
        username="zhaofu", name="赵福", badge="D00003", role="auxiliary", office="330802510000"
    ),
    PlannedAccount(
        username="sunli", name="孙丽", badge="D00004", role="officer", office="330802520000"
    ),
    PlannedAccount(
        username="qianchief", name="钱勇", badge="D00005", role="chief", office="330802520000"
    ),
    PlannedAccount(
        username="huabu", name="吴秀英", badge="D00006", role="officer", office="330824510000"
    ),
    PlannedAccount(
        username="fangchief", name="方志平", badge="D00009", role="chief", office="330824510000"
    ),
    PlannedAccount(
        username="chenxian",
        name="陈志远",
        badge="D00007",
        role="county_approver",
        office="330802000000",
    ),
    PlannedAccount(
        username="linshi",
        name="林世安",
        badge="D00011",
        role="city_approver",
        office="330800000000",
    ),
    PlannedAccount(
        username="heaudit",
        name="何敏",
        badge="D00008",
        role="audit_administrator",
        office="330800000000",
    ),
    PlannedAccount(
        username="sunxitong",
        name="孙启明",
        badge="D00010",
        role="system_administrator",
        office="330800000000",
    ),
    PlannedAccount(
        username="zhouanquan",
        name="周安",
        badge="D00012",
        role="security_administrator",
        office="330800000000",
    ),
)

STATIONS: Final = tuple(office for office in OFFICES if office.level == "station")
DESTINATION: Final = "330802510000"
"""The station that receives the example families."""
NEIGHBOUR: Final = "330802520000"
"""The station beside it, whose officers settle by an order of the county."""
ORIGIN: Final = "330824510000"
"""The station in another county that they leave."""
