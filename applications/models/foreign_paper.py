from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application


class ForeignPaperKind(models.TextChoices):
    """Which paper of another register is handed in here (外来迁移证件)."""

    MOVE_IN_PERMIT = "move_in_permit", _("准予迁入证明")
    MIGRATION_CERTIFICATE = "migration_certificate", _("户口迁移证")


class ForeignPaper(models.Model):
    """A migration paper of another register that was used here (外来迁移证件).

    A number serves once (V04): whoever hands it in again, for whomever, is refused.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="foreign_papers", verbose_name="申请"
    )
    kind = models.CharField("证件种类", max_length=30, choices=ForeignPaperKind)
    number = models.CharField("证件编号", max_length=40)
    issued_on = models.DateField("签发日期")
    used_on = models.DateField("使用日期")

    class Meta:
        verbose_name = verbose_name_plural = "外来迁移证件"
        constraints = [
            models.UniqueConstraint("kind", "number", name="foreign_paper_serves_once"),
            models.CheckConstraint(
                name="foreign_paper_is_used_after_its_issue",
                condition=models.Q(used_on__gte=models.F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
