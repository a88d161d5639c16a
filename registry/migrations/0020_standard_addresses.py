"""Standard addresses down to the group, estate and plate, each for as long as it is valid."""

import datetime
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0019_guard_former_types"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="address",
            name="address_is_unique",
        ),
        migrations.AddField(
            model_name="address",
            name="beat",
            field=models.CharField(blank=True, max_length=20, verbose_name="责任区"),
        ),
        migrations.AddField(
            model_name="address",
            name="detail",
            field=models.CharField(blank=True, max_length=100, verbose_name="详细地址"),
        ),
        migrations.AddField(
            model_name="address",
            name="estate",
            field=models.CharField(blank=True, max_length=100, verbose_name="小区"),
        ),
        migrations.AddField(
            model_name="address",
            name="group_no",
            field=models.CharField(blank=True, max_length=50, verbose_name="组"),
        ),
        migrations.AddField(
            model_name="address",
            name="period",
            field=django.contrib.postgres.fields.ranges.DateRangeField(
                db_default=models.Func(
                    models.Value(datetime.date(1949, 10, 1)),
                    models.Value(None),
                    function="daterange",
                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                ),
                verbose_name="有效期间",
            ),
        ),
        migrations.AddField(
            model_name="address",
            name="plate_id",
            field=models.CharField(blank=True, max_length=40, verbose_name="门牌编码"),
        ),
        migrations.AddField(
            model_name="address",
            name="police_station",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="addresses",
                to="registry.office",
                verbose_name="管辖派出所",
            ),
        ),
        migrations.AlterField(
            model_name="address",
            name="kind",
            field=models.CharField(
                choices=[
                    ("dwelling", "住宅"),
                    ("unit", "单位宿舍"),
                    ("collective", "集体户地址"),
                    ("public_collective", "公共集体户地址"),
                    ("nominal", "空挂地址"),
                ],
                default="dwelling",
                max_length=20,
                verbose_name="类别",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.UniqueConstraint(
                condition=models.Q(("period__upper_inf", True)),
                fields=(
                    "division",
                    "group_no",
                    "street",
                    "estate",
                    "plate",
                    "building",
                    "unit",
                    "room",
                    "detail",
                ),
                name="address_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="address_period_has_a_start",
            ),
        ),
    ]
