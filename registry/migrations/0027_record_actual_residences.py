"""Where people really live is recorded, apart from where they are registered."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0026_date_urban_rural_codes")]

    operations = [
        migrations.CreateModel(
            name="ActualResidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=300, verbose_name="辖区外居住地"),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="实际居住期间"
                    ),
                ),
                ("refreshed_on", models.DateField(verbose_name="核实日期")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("declared", "本人申报"),
                            ("visit", "入户走访"),
                            ("host", "房主或单位申报"),
                            ("shared", "部门共享"),
                        ],
                        max_length=10,
                        verbose_name="采集来源",
                    ),
                ),
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
                "verbose_name": "实际居住",
                "verbose_name_plural": "实际居住",
            },
        ),
        migrations.AddField(
            model_name="actualresidence",
            name="address",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actual_residences",
                to="registry.address",
                verbose_name="实际居住地址",
            ),
        ),
        migrations.AddField(
            model_name="actualresidence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actual_residences",
                to="registry.person",
                verbose_name="人员",
            ),
        ),
        migrations.AddField(
            model_name="actualresidence",
            name="reported_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reported",
                to=settings.AUTH_USER_MODEL,
                verbose_name="采集人",
            ),
        ),
        migrations.AddIndex(
            model_name="actualresidence",
            index=django.contrib.postgres.indexes.BTreeIndex(
                models.F("person"),
                django.db.models.functions.text.Lower("period"),
                name="actual_residence_person_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="actualresidence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("period", "&&")],
                name="actual_residence_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="actualresidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="actual_residence_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="actualresidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address__isnull", False), ("place", "")),
                    models.Q(("address", None), ("place__gt", "")),
                    _connector="OR",
                ),
                name="actual_residence_is_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="actualresidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("refreshed_on__gte", django.db.models.functions.text.Lower("period"))
                ),
                name="actual_residence_refreshed_since_it_began",
            ),
        ),
    ]
