"""Journals are sealed office by office, once nobody is half-way through writing in them."""

import django.db.models.deletion
from django.db import migrations, models

MARK = """
CREATE FUNCTION registry_journal_mark(journal text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
    mark bigint;
BEGIN
    IF NOT has_table_privilege('hukou_app', 'public.' || quote_ident(journal), 'INSERT')
       OR has_table_privilege('hukou_app', 'public.' || quote_ident(journal), 'UPDATE, DELETE')
    THEN
        RAISE EXCEPTION 'only what is added to and never changed is sealed'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Whoever is writing ends first, and whoever comes waits for this look: a key is taken only
    -- under the table's lock, so that no lower one can appear later.
    EXECUTE format('LOCK TABLE public.%I IN SHARE MODE', journal);
    EXECUTE format('SELECT coalesce(max(id), 0) FROM public.%I', journal) INTO mark;
    RETURN mark;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0036_cover_names_with_their_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="disclosure",
            name="office",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.office",
                verbose_name="登记机关",
            ),
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("journal", models.CharField(max_length=20, verbose_name="日志")),
                ("sequence", models.PositiveBigIntegerField(verbose_name="序号")),
                ("high", models.BigIntegerField(verbose_name="封存至")),
                ("rows", models.JSONField(verbose_name="逐行摘要")),
                (
                    "suite",
                    models.CharField(default="sha256", max_length=10, verbose_name="摘要算法"),
                ),
                (
                    "previous_digest",
                    models.CharField(blank=True, max_length=64, verbose_name="前一摘要"),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
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
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="registry.office",
                        verbose_name="登记机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "封存记录",
                "verbose_name_plural": "封存记录",
                "indexes": [
                    models.Index(models.F("journal"), models.F("high"), name="seal_of_journal")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("journal", "office", "sequence"),
                        name="seal_sequence_in_office",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.RunSQL(MARK, "DROP FUNCTION registry_journal_mark(text)"),
    ]
