from typing import Final

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from .fields import DatedQuerySet, has_a_start, period
from .offices import Office
from .people import Person


class AccountManager(BaseUserManager["Account"]):
    pass


class Account(AbstractBaseUser):
    """A member of staff who may sign in (账号); one person, one account, never shared."""

    username = models.CharField("用户名", max_length=50, unique=True)
    name = models.CharField("姓名", max_length=50)
    badge_number = models.CharField("警号", max_length=20, blank=True)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        related_name="accounts",
        verbose_name="本人",
        help_text="用于回避：不得办理本人及近亲属的业务",
    )
    is_active = models.BooleanField("启用", default=True)
    is_demo = models.BooleanField("演示账号", default=False)
    sign_in = models.ForeignKey(
        "registry.SignIn",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name="当前登录",
        help_text="一处登录：此后在别处登录的，先前的会话即失效",
    )

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        constraints = [models.UniqueConstraint("person", name="account_stands_for_one_person")]

    def __str__(self) -> str:
        return self.username


class PostingRole(models.TextChoices):
    """What a posting lets its holder do (岗位)."""

    AUXILIARY = "auxiliary", "辅警"
    OFFICER = "officer", "户籍民警"
    CHIEF = "chief", "所长"
    COUNTY_APPROVER = "county_approver", "县局审批人"
    CITY_APPROVER = "city_approver", "市局审批人"
    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理员"
    SECURITY_ADMINISTRATOR = "security_administrator", "安全管理员"
    AUDIT_ADMINISTRATOR = "audit_administrator", "审计管理员"


OFFICERS: Final = frozenset(
    {
        PostingRole.OFFICER,
        PostingRole.CHIEF,
        PostingRole.COUNTY_APPROVER,
        PostingRole.CITY_APPROVER,
    }
)
"""Police officers in post (在编民警): they weigh evidence and change the register."""

STAFF: Final = OFFICERS | {PostingRole.AUXILIARY}
"""Those who serve people: auxiliary staff receive papers, and decide and change nothing."""


ADMINISTRATORS: Final = frozenset(
    {
        PostingRole.SYSTEM_ADMINISTRATOR,
        PostingRole.SECURITY_ADMINISTRATOR,
        PostingRole.AUDIT_ADMINISTRATOR,
    }
)
"""The three who keep accounts, rights and logs (三员): each apart from the others."""

PROVES_TWICE: Final = OFFICERS | ADMINISTRATORS
"""Whoever decides or administers proves who they are by a second factor as well."""


def _sort() -> models.Case:
    """Return 1, 2 or 3 for the three administrators, and 0 for every post that serves people."""
    administrators = (
        PostingRole.SYSTEM_ADMINISTRATOR,
        PostingRole.SECURITY_ADMINISTRATOR,
        PostingRole.AUDIT_ADMINISTRATOR,
    )
    return models.Case(
        *(
            models.When(role=role.value, then=models.Value(sort))
            for sort, role in enumerate(administrators, start=1)
        ),
        default=models.Value(0),
        output_field=models.IntegerField(),
    )


class Posting(models.Model):
    """An account's post at an office, for a period (任职)."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="postings", verbose_name="账号"
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="postings", verbose_name="机关")
    role = models.CharField("岗位", max_length=30, choices=PostingRole)
    period = period("任职期间")

    objects = DatedQuerySet["Posting"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "任职"
        constraints = [
            ExclusionConstraint(
                name="posting_one_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            has_a_start("posting_period_has_a_start"),
            # An account that ever was one administrator never is another, nor serves people.
            ExclusionConstraint(
                name="posting_administrators_apart",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    (_sort(), RangeOperators.NOT_EQUAL),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_role_display()}"
