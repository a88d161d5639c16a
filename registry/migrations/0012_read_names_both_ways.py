from django.db import migrations, models


def column(title: str, length: int) -> models.CharField:
    return models.CharField(blank=True, db_default="", max_length=length, verbose_name=title)


def index(key: str) -> models.Index:
    return models.Index(fields=[key], name=f"particulars_{key}", opclasses=["varchar_pattern_ops"])


class Migration(migrations.Migration):
    dependencies = [("registry", "0011_fix_search_paths")]

    operations = [
        migrations.AddField("particulars", "name_pinyin_also", column("常用读音", 300)),
        migrations.AddField("particulars", "name_initials_also", column("常用读音首字母", 100)),
        migrations.AddIndex("particulars", index("name_pinyin_also")),
        migrations.AddIndex("particulars", index("name_initials_also")),
    ]
