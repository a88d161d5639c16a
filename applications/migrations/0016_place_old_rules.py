"""Say of which place an old rule is, and keep a text once for each regulation."""

from django.db import migrations, models
from django.db.models import Q

PLACE_WHAT_WAS_ENTERED = """
UPDATE applications_oldrule AS rule SET jurisdiction = coalesce(
    (SELECT left(division.code, 6) FROM registry_division division
     WHERE division.name = rule.area ORDER BY division.code LIMIT 1),
    (SELECT left(division.code, 6)
     FROM registry_posting posting
     JOIN registry_office_areas kept ON kept.office_id = posting.office_id
     JOIN registry_division division ON division.id = kept.division_id
     WHERE posting.account_id = rule.entered_by_id ORDER BY posting.id, division.code LIMIT 1),
    '000000')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0015_track_obligations"),
        ("registry", "0036_cover_names_with_their_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="oldrule",
            name="jurisdiction",
            field=models.CharField(default="", max_length=6, verbose_name="适用地区代码"),
            preserve_default=False,
        ),
        migrations.RunSQL(PLACE_WHAT_WAS_ENTERED, migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="oldrule", name="old_rule_is_entered_once"),
        migrations.AddConstraint(
            model_name="oldrule",
            constraint=models.UniqueConstraint(
                models.F("jurisdiction"),
                models.F("document"),
                models.F("clause"),
                name="old_rule_is_entered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="oldrule",
            constraint=models.CheckConstraint(
                condition=Q(("jurisdiction__regex", "^[0-9]{6}$")),
                name="old_rule_holds_in_a_place",
            ),
        ),
        migrations.RemoveConstraint(model_name="sourcetext", name="source_text_is_kept_once"),
        migrations.AddConstraint(
            model_name="sourcetext",
            constraint=models.UniqueConstraint(
                models.F("sha256"), models.F("regulation"), name="source_text_is_kept_once"
            ),
        ),
    ]
