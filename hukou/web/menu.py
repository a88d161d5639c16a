"""The menu at the left of every page (业务菜单), by type of business."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BEGINS: Final = {
    "audit_administrator": "audit",
    "system_administrator": "regulations",
    "security_administrator": "accounts",
}
"""Where the work of a post begins that does not serve people, and so has no work list."""
APPROVERS: Final = ("county_approver", "city_approver")
DESK: Final = ("officer", "chief", *APPROVERS)
COUNTER: Final = ("auxiliary", *DESK)
"""Who serves people; the three administrators never do."""
OFFICERS: Final = (*DESK, "system_administrator")
READERS: Final = (*COUNTER, "system_administrator")
LAW_DESK: Final = (*APPROVERS, "system_administrator")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu: where it leads, which pages it covers, and its key if it has one.

    The key is pressed with Alt; digits go to what a counter does most. `kind` is the kind of
    transaction that the address names, where several lines lead to one page. `only` names the
    posts that may open it: the counter, where nothing else is said.
    """

    label: Promise
    url_name: str
    key: str = ""
    covers: tuple[str, ...] = ()
    kind: str = ""
    only: tuple[str, ...] = COUNTER

    @property
    def address(self) -> str:
        return reverse(self.url_name, kwargs={"kind": self.kind} if self.kind else None)

    def holds(self, url_name: str, kind: str = "") -> bool:
        return url_name in self.covers or (url_name == self.url_name and kind == self.kind)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one type of business; folded away unless it is daily work, or where we are."""

    label: Promise
    items: tuple[Item, ...]
    is_daily: bool = False


# The order is that of the counter's business; a group without lines is not drawn.
MENU: Final = (
    Group(
        _("办理"),
        (
            Item(_("工作台"), "worklist", "1", ("application", "application-letter")),
            Item(
                _("答复不一致"),
                "disagreements",
                covers=("verification-replace",),
                only=DESK,
            ),
        ),
        is_daily=True,
    ),
    Group(
        _("迁移"),
        (
            Item(
                _("落户申请"),
                "application-new",
                "2",
                ("application-edit", "application-check", "application-submitted"),
            ),
            Item(_("迁往外地"), "event-new", kind="departure"),
            Item(_("积分测算"), "points"),
            Item(_("落户名额"), "quotas", covers=("quota",), only=DESK),
            Item(
                _("积分年度"),
                "rounds",
                covers=(
                    "round",
                    "round-list",
                    "round-objections",
                    "round-objection",
                    "round-applicant",
                ),
                only=DESK,
            ),
        ),
        is_daily=True,
    ),
    Group(
        _("出生、收养"),
        (
            Item(_("出生登记"), "birth-new", "3"),
            Item(_("收养登记"), "event-new", kind="adoption"),
            Item(_("补录户口"), "event-new", kind="late_registration"),
        ),
        is_daily=True,
    ),
    Group(
        _("死亡、注销、恢复"),
        (
            Item(_("死亡注销"), "event-new", kind="death"),
            Item(_("注销户口"), "event-new", kind="cancellation"),
            Item(_("恢复户口"), "event-new", kind="restoration"),
        ),
    ),
    Group(
        _("变更、更正"),
        (
            Item(_("变更登记事项"), "event-new", kind="change"),
            Item(_("更正登记事项"), "event-new", kind="correction"),
            Item(_("变更公民身份号码"), "event-new", kind="number_change"),
            Item(_("更正通知"), "corrections", covers=("entry-reverse",)),
        ),
    ),
    Group(
        _("立户、分户、并户"),
        (
            Item(_("立户"), "open-search", covers=("household-open",), only=DESK),
            Item(_("分户"), "split-search", covers=("household-split",), only=DESK),
            Item(_("并户"), "merge-search", covers=("household-merge",), only=DESK),
            Item(_("成员转户"), "transfer-search", covers=("household-transfer",), only=DESK),
            Item(_("变更户主"), "head-search", "5", ("household-head",), only=DESK),
            Item(_("住址变动"), "address-search", covers=("household-address",), only=DESK),
        ),
    ),
    Group(
        _("集体户"),
        (
            Item(
                _("集体户管理"),
                "collectives",
                "",
                (
                    "collective",
                    "collective-leavers",
                    "collective-transfer",
                    "keeper-name",
                    "keeper-end",
                ),
            ),
            Item(_("设立集体户"), "collective-new", only=DESK),
            Item(
                _("公共集体户值守"), "public-collectives", "", ("person-address", "address-receipt")
            ),
        ),
    ),
    Group(
        _("户籍簿册"),
        (Item(_("查询人户"), "search", "4", ("person", "household")),),
        is_daily=True,
    ),
    Group(
        _("居民身份证"),
        (
            Item(_("受理申请"), "event-new", kind="identity_card"),
            Item(_("身份证发放"), "cards", covers=("card",)),
            Item(_("挂失、招领"), "card-notices", covers=("card-notice",)),
            Item(_("异地受理点"), "card-points", only=("chief", *APPROVERS)),
        ),
    ),
    Group(
        _("证件打印"),
        (
            Item(
                _("打印中心"),
                "print-centre",
                covers=("household-booklet", "person-paper", "issued-document"),
                only=DESK,
            ),
        ),
    ),
    Group(
        _("地址、区划"),
        (
            Item(_("门牌变更"), "renumberings", "", ("renumbering",), only=DESK),
            Item(_("人户分离"), "living-apart", "", ("actual-residence",)),
            Item(_("行政区划"), "division-tree", "", ("division-change",)),
            Item(_("城乡分类"), "urban-rural", "", ("urban-rural-change",)),
            Item(_("村改居"), "village-to-community", "", ("division-undo",), only=APPROVERS),
        ),
    ),
    Group(
        _("居住证"),
        (
            Item(_("居住登记"), "residence-register", only=DESK),
            Item(_("居住证申领"), "event-new", kind="residence_permit"),
            Item(
                _("居住证台账"),
                "residence-permits",
                covers=("residence-permit", "residence-permit-move"),
                only=DESK,
            ),
            Item(_("居住证卡"), "permit-cards", only=DESK),
            Item(_("居住证便利"), "benefits"),
            Item(_("居住证覆盖率"), "permit-coverage", only=DESK),
            Item(_("服务差距"), "service-gaps", only=DESK),
        ),
    ),
    Group(
        _("法规"),
        (
            Item(_("法规"), "regulations", covers=("regulation", "lint-finding"), only=READERS),
            Item(
                _("政策比较"),
                "comparisons",
                covers=("comparison-new", "comparison", "compared-family", "comparison-report"),
                only=APPROVERS,
            ),
            Item(_("规定清理"), "old-rules", covers=("old-rule", "old-rule-enter"), only=READERS),
            Item(_("任务清单"), "obligations", covers=("obligation",), only=OFFICERS),
            Item(_("报告日历"), "obligation-calendar", only=OFFICERS),
            Item(_("读入法规原文"), "text-new", covers=("text",), only=LAW_DESK),
        ),
    ),
    Group(
        _("审批授权"),
        (
            Item(_("授权看板"), "delegations", covers=("delegation",), only=OFFICERS),
            Item(_("录入授权书"), "delegation-new", only=LAW_DESK),
        ),
    ),
    Group(
        _("数据质量"),
        (
            Item(_("疑点清单"), "findings", covers=("finding", "finding-assign"), only=DESK),
            Item(
                _("入户走访"),
                "visits",
                covers=("visit-new", "visit-task", "visit-stop", "site-visits"),
            ),
            Item(_("各机关疑点统计"), "quality-summary", only=DESK),
            Item(_("质量规则"), "quality-rules", covers=("quality-rule",), only=DESK),
            Item(_("导入批次"), "imports", covers=("import-run",), only=APPROVERS),
        ),
    ),
    Group(
        _("审计"),
        (
            Item(_("异常查询"), "audit", only=("audit_administrator",)),
            Item(_("账号与登录记录"), "account-log", only=("audit_administrator",)),
        ),
        is_daily=True,
    ),
    Group(
        _("监督"),
        (
            Item(_("通办约定"), "receptions", only=("chief", *APPROVERS)),
            Item(_("时限督办"), "deadlines", only=DESK),
            Item(_("最多跑一次"), "one-visit", only=DESK),
            Item(_("工作量与时限"), "workload", only=("chief", *APPROVERS)),
            Item(_("授权演练"), "rehearsal", only=APPROVERS),
            Item(
                _("授权抽查"),
                "oversight",
                covers=("oversight-review", "oversight-rule"),
                only=("chief", *APPROVERS),
            ),
        ),
        is_daily=True,
    ),
    Group(
        _("管理"),
        (
            Item(
                _("部门运行"),
                "operations",
                only=("system_administrator", "chief", *APPROVERS),
            ),
            Item(
                _("账号管理"),
                "accounts",
                "",
                ("account", "account-new"),
                only=("system_administrator", "security_administrator"),
            ),
            Item(
                _("管理台"),
                "admin:index",
                only=("system_administrator", "security_administrator"),
            ),
        ),
        is_daily=True,
    ),
)
