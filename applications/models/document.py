from uuid import uuid4

from django.conf import settings
from django.db import models

from .application import Application
from .party import Party


class Document(models.Model):
    """A paper handed in, scanned (材料); kept byte for byte with its digest."""

    append_only = True
    changeable = ("party_id",)  # who leaves the file leaves their papers to it

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="documents", verbose_name="申请"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="documents", verbose_name="当事人"
    )
    kind = models.CharField("材料种类", max_length=60)
    file = models.FileField("文件", upload_to="documents/%Y/%m/")
    content_type = models.CharField("类型", max_length=50)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="documents_uploaded",
        verbose_name="上传人",
    )
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "材料"

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"
