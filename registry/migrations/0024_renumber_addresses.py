"""Plates are renumbered in batches, and an address leads to the one that took its place."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0023_lay_down_imported_people")]

    operations = [
        migrations.CreateModel(
            name="AddressBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True, verbose_name="批次号")),
                ("on", models.DateField(verbose_name="变更日期")),
                ("basis", models.JSONField(default=dict, verbose_name="依据")),
                ("households", models.PositiveIntegerField(default=0, verbose_name="涉及户数")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=models.Func(
                            function="clock_timestamp", output_field=models.DateTimeField()
                        ),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "门牌变更批次",
                "verbose_name_plural": "门牌变更批次",
            },
        ),
        migrations.CreateModel(
            name="RenumberedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "门牌变更明细",
                "verbose_name_plural": "门牌变更明细",
            },
        ),
        migrations.RemoveConstraint(
            model_name="address",
            name="address_period_has_a_start",
        ),
        migrations.AddField(
            model_name="address",
            name="successor",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="registry.address",
                verbose_name="承继地址",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", True),
                    ("period__startswith__isnull", False),
                    _connector="OR",
                ),
                name="address_period_has_a_start",
            ),
        ),
        migrations.AddField(
            model_name="addressbatch",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="address_batches",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承办人",
            ),
        ),
        migrations.AddField(
            model_name="addressbatch",
            name="undoes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="registry.addressbatch",
                verbose_name="撤销的批次",
            ),
        ),
        migrations.AddField(
            model_name="renumberedaddress",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addresses",
                to="registry.addressbatch",
                verbose_name="门牌变更批次",
            ),
        ),
        migrations.AddField(
            model_name="renumberedaddress",
            name="following",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renumbered_from",
                to="registry.address",
                verbose_name="新地址",
            ),
        ),
        migrations.AddField(
            model_name="renumberedaddress",
            name="former",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="renumbered",
                to="registry.address",
                verbose_name="原地址",
            ),
        ),
        migrations.AddConstraint(
            model_name="renumberedaddress",
            constraint=models.UniqueConstraint(
                models.F("batch"), models.F("former"), name="renumbered_once_in_a_batch"
            ),
        ),
    ]
