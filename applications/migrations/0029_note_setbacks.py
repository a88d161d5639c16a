"""What a worker could not do waits longer each time, so that a sweep always reaches the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0028_reuse_answers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Setback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "work",
                    models.CharField(
                        choices=[("assess", "自动评定"), ("compare", "政策比较")],
                        max_length=20,
                        verbose_name="自动事项",
                    ),
                ),
                ("subject", models.UUIDField(verbose_name="受阻对象")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="失败次数")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=200, verbose_name="最近的错误"),
                ),
                ("again_at", models.DateTimeField(verbose_name="再试时间")),
            ],
            options={
                "verbose_name": "办理受阻",
                "verbose_name_plural": "办理受阻",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("work"), models.F("subject"), name="setback_once_for_a_subject"
                    ),
                ],
            },
        ),
    ]
