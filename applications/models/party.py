from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application


class PartyRole(models.TextChoices):
    """What a person is to the application (当事人身份)."""

    APPLICANT = "applicant", _("申请人")
    COMPANION = "companion", _("随迁人")
    NEWBORN = "newborn", _("新生儿")
    PARENT = "parent", _("父母")
    SUBJECT = "subject", _("登记对象")
    ADOPTER = "adopter", _("收养人")
    UNREGISTERED = "unregistered", _("无户口人员")


class Party(models.Model):
    """A person an application is about (当事人), judged one by one.

    `newcomer` holds what was declared about somebody the register does not know
    yet (identity_number, name, sex, birth_date, ethnicity, from_address). `declared`
    holds facts as the applicant states them, under the names of the vocabulary:
    they find channels, they decide nothing until verified.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="parties", verbose_name="申请"
    )
    position = models.PositiveSmallIntegerField("次序")
    role = models.CharField("身份", max_length=20, choices=PartyRole)
    person = models.ForeignKey(
        "registry.Person", models.PROTECT, null=True, related_name="parties", verbose_name="人员"
    )
    newcomer = models.JSONField("未登记人员", default=dict)
    relation = models.CharField("与申请人关系", max_length=20, blank=True)
    relation_to_head = models.CharField("迁入后与户主关系", max_length=2, blank=True)
    declared = models.JSONField("申报事实", default=dict)
    consented_on = models.DateField("本人同意日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        constraints = [
            models.UniqueConstraint("application", "position", name="party_position_is_unique"),
            models.UniqueConstraint("application", "person", name="party_once_in_application"),
        ]
        indexes = [
            GinIndex(fields=["newcomer"], opclasses=["jsonb_path_ops"], name="party_newcomer"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.position}"
