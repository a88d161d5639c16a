from django.db import models


class Activation(models.Model):
    """The record that puts an undated regulation into force (启用记录).

    A regulation whose source gives no date decides nothing until an administrator
    has entered its date from the official text. `for_demonstration` marks a date
    that was set to show the service, and shows on every screen and letter.
    """

    append_only = True

    regulation = models.CharField("规定", max_length=40, unique=True)
    effective_from = models.DateField("施行日期")
    official_number = models.CharField("文号", max_length=100, blank=True)
    for_demonstration = models.BooleanField("仅供演示", default=False)
    note = models.CharField("说明", max_length=300, blank=True)
    activated_by = models.ForeignKey(
        "registry.Account",
        models.PROTECT,
        null=True,
        related_name="activations",
        verbose_name="启用人",
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "启用记录"

    def __str__(self) -> str:
        return f"{self.regulation} {self.effective_from}"
