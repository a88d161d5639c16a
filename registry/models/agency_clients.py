from django.contrib.postgres.fields import ArrayField
from django.db import models

from .fields import recorded_at


class AgencyClient(models.Model):
    """Another agency's program (调用方) and what it was granted to read and do.

    The secret and the tokens are django-oauth-toolkit's, under the same `client_id`. A token
    never carries a scope that is not among `scopes`.
    """

    client_id = models.CharField("调用方标识", max_length=100, unique=True)
    name = models.CharField("名称", max_length=100)
    scopes = ArrayField(models.CharField(max_length=40), verbose_name="授权范围", default=list)
    purpose = models.CharField("用途", max_length=200, blank=True)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "调用方"

    def __str__(self) -> str:
        return self.client_id
