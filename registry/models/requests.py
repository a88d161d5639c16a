from django.db import models

from .fields import recorded_at


class StoredAnswer(models.Model):
    """The answer once given to a request with an Idempotency-Key (幂等应答).

    The same key with the same body gets the same answer again; with another
    body it is refused.
    """

    principal = models.CharField("请求方", max_length=100)
    key = models.CharField("幂等键", max_length=200)
    request_digest = models.CharField("请求摘要", max_length=64)
    status = models.PositiveSmallIntegerField("状态码", null=True)
    body = models.JSONField("应答", null=True)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "幂等应答"
        constraints = [
            models.UniqueConstraint("principal", "key", name="stored_answer_one_per_key"),
        ]

    def __str__(self) -> str:
        return self.key
