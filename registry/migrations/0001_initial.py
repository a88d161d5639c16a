import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("username", models.CharField(max_length=50, unique=True, verbose_name="用户名")),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                ("badge_number", models.CharField(blank=True, max_length=20, verbose_name="警号")),
                ("is_active", models.BooleanField(default=True, verbose_name="启用")),
                ("is_demo", models.BooleanField(default=False, verbose_name="演示账号")),
            ],
            options={
                "verbose_name": "账号",
                "verbose_name_plural": "账号",
            },
        ),
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="户号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("family", "家庭户"), ("collective", "集体户")],
                        max_length=10,
                        verbose_name="户别",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="集体户名称")),
                ("prefecture", models.CharField(max_length=4, verbose_name="地级区划")),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="立户期间"),
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
                "verbose_name": "户",
                "verbose_name_plural": "户",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                "verbose_name": "人员",
                "verbose_name_plural": "人员",
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=15, verbose_name="区划代码")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("province", "省级"),
                            ("prefecture", "地级"),
                            ("county", "县级"),
                            ("township", "乡级"),
                            ("village", "村级"),
                        ],
                        max_length=12,
                        verbose_name="级别",
                    ),
                ),
                (
                    "urban_rural_class",
                    models.CharField(blank=True, max_length=3, verbose_name="城乡分类代码"),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="存续期间"),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.division",
                        verbose_name="上级区划",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="registry.division",
                        verbose_name="承继区划",
                    ),
                ),
            ],
            options={
                "verbose_name": "行政区划",
                "verbose_name_plural": "行政区划",
            },
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("street", models.CharField(blank=True, max_length=100, verbose_name="街路巷")),
                ("plate", models.CharField(blank=True, max_length=50, verbose_name="门牌号")),
                ("building", models.CharField(blank=True, max_length=50, verbose_name="楼")),
                ("unit", models.CharField(blank=True, max_length=50, verbose_name="单元")),
                ("room", models.CharField(blank=True, max_length=50, verbose_name="室")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dwelling", "住宅"),
                            ("unit", "单位宿舍"),
                            ("public_collective", "公共集体户地址"),
                        ],
                        default="dwelling",
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("full_text", models.CharField(max_length=300, verbose_name="地址全文")),
                (
                    "division",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="registry.division",
                        verbose_name="村（居）委会",
                    ),
                ),
            ],
            options={
                "verbose_name": "标准地址",
                "verbose_name_plural": "标准地址",
            },
        ),
        migrations.CreateModel(
            name="HouseholdAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="住址期间"),
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
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="households",
                        to="registry.address",
                        verbose_name="住址",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="addresses",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
            ],
            options={
                "verbose_name": "户住址",
                "verbose_name_plural": "户住址",
            },
        ),
        migrations.CreateModel(
            name="IdentityNumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("region", models.CharField(max_length=6, verbose_name="区划代码")),
                ("birth_date", models.DateField(verbose_name="出生日期")),
                ("sex", models.CharField(max_length=1, verbose_name="性别")),
                ("last", models.PositiveSmallIntegerField(default=0, verbose_name="末顺序码")),
            ],
            options={
                "verbose_name": "号码编发",
                "verbose_name_plural": "号码编发",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("region"),
                        models.F("birth_date"),
                        models.F("sex"),
                        name="number_series_is_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="机构代码")),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "市公安局"),
                            ("county", "县级公安局"),
                            ("station", "派出所"),
                        ],
                        max_length=10,
                        verbose_name="层级",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="电话")),
                (
                    "areas",
                    models.ManyToManyField(
                        related_name="offices", to="registry.division", verbose_name="辖区"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="registry.office",
                        verbose_name="上级机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "户口登记机关",
                "verbose_name_plural": "户口登记机关",
            },
        ),
        migrations.AddField(
            model_name="household",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="households",
                to="registry.office",
                verbose_name="户口登记机关",
            ),
        ),
        migrations.CreateModel(
            name="EntryChain",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(default=0, verbose_name="末序号")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="末摘要")),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chain",
                        to="registry.office",
                        verbose_name="登记机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "登记链",
                "verbose_name_plural": "登记链",
            },
        ),
        migrations.CreateModel(
            name="Particulars",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="有效期间"),
                ),
                ("name", models.CharField(max_length=100, verbose_name="姓名")),
                ("name_norm", models.CharField(max_length=100, verbose_name="检索姓名")),
                (
                    "name_pinyin",
                    models.CharField(blank=True, max_length=300, verbose_name="姓名拼音"),
                ),
                (
                    "name_initials",
                    models.CharField(blank=True, max_length=100, verbose_name="拼音首字母"),
                ),
                (
                    "name_bigrams",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        default=list,
                        size=None,
                        verbose_name="姓名双字",
                    ),
                ),
                (
                    "former_name",
                    models.CharField(blank=True, max_length=100, verbose_name="曾用名"),
                ),
                ("sex", models.CharField(max_length=1, verbose_name="性别")),
                ("birth_date", models.DateField(verbose_name="出生日期")),
                ("ethnicity", models.CharField(default="01", max_length=2, verbose_name="民族")),
                ("birthplace", models.CharField(blank=True, max_length=100, verbose_name="出生地")),
                ("native_place", models.CharField(blank=True, max_length=100, verbose_name="籍贯")),
                (
                    "marital_status",
                    models.CharField(blank=True, max_length=2, verbose_name="婚姻状况"),
                ),
                ("education", models.CharField(blank=True, max_length=2, verbose_name="文化程度")),
                ("occupation", models.CharField(blank=True, max_length=50, verbose_name="职业")),
                (
                    "workplace",
                    models.CharField(blank=True, max_length=100, verbose_name="服务处所"),
                ),
                (
                    "military_service",
                    models.CharField(blank=True, max_length=20, verbose_name="兵役状况"),
                ),
                ("blood_type", models.CharField(blank=True, max_length=2, verbose_name="血型")),
                (
                    "height_cm",
                    models.PositiveSmallIntegerField(null=True, verbose_name="身高（厘米）"),
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="particulars",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "登记事项",
                "verbose_name_plural": "登记事项",
            },
        ),
        migrations.CreateModel(
            name="HeldNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=18, unique=True, verbose_name="公民身份号码"),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="使用期间"),
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_numbers",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "公民身份号码",
                "verbose_name_plural": "公民身份号码",
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveBigIntegerField(verbose_name="序号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("household_opened", "立户"),
                            ("household_closed", "销户"),
                            ("birth", "出生登记"),
                            ("death", "死亡注销"),
                            ("move_in", "迁入"),
                            ("move_out", "迁出"),
                            ("head_changed", "变更户主"),
                            ("relation_changed", "变更与户主关系"),
                            ("enrolled", "建档"),
                            ("imported", "初始录入"),
                        ],
                        max_length=30,
                        verbose_name="类别",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=30, verbose_name="原因代码")),
                ("legal_basis", models.JSONField(default=dict, verbose_name="依据")),
                ("event_on", models.DateField(verbose_name="事件日期")),
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
                ("application", models.UUIDField(null=True, verbose_name="申请")),
                ("details", models.JSONField(default=dict, verbose_name="内容")),
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
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.office",
                        verbose_name="登记机关",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "登记记录",
                "verbose_name_plural": "登记记录",
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client", models.CharField(blank=True, max_length=100, verbose_name="调用方")),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="涉及人员",
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="方式")),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        default=list,
                        size=None,
                        verbose_name="字段",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=200, verbose_name="用途")),
                ("application", models.UUIDField(null=True, verbose_name="申请")),
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
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "查询日志",
                "verbose_name_plural": "查询日志",
            },
        ),
        migrations.AddField(
            model_name="account",
            name="person",
            field=models.ForeignKey(
                help_text="用于回避：不得办理本人及近亲属的业务",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="registry.person",
                verbose_name="本人",
            ),
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("auxiliary", "辅警"),
                            ("officer", "户籍民警"),
                            ("chief", "所长"),
                            ("county_approver", "县局审批人"),
                            ("city_approver", "市局审批人"),
                            ("system_administrator", "系统管理员"),
                            ("security_administrator", "安全管理员"),
                            ("audit_administrator", "审计管理员"),
                        ],
                        max_length=30,
                        verbose_name="岗位",
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任职期间"),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="registry.office",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "verbose_name_plural": "任职",
            },
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("relation", models.CharField(max_length=2, verbose_name="与户主关系")),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="登记期间"),
                ),
                ("arrived_on", models.DateField(verbose_name="迁来本户日期")),
                (
                    "arrived_from",
                    models.CharField(blank=True, max_length=300, verbose_name="何地迁来"),
                ),
                ("reason_in", models.CharField(max_length=30, verbose_name="迁来原因")),
                (
                    "reason_out",
                    models.CharField(blank=True, max_length=30, verbose_name="迁出原因"),
                ),
                ("moved_to", models.CharField(blank=True, max_length=300, verbose_name="迁往何地")),
                ("prefecture", models.CharField(max_length=4, verbose_name="地级区划")),
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
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences_closed",
                        to="registry.entry",
                        verbose_name="结束登记",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences",
                        to="registry.household",
                        verbose_name="户",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences_opened",
                        to="registry.entry",
                        verbose_name="开始登记",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "户口登记",
                "verbose_name_plural": "户口登记",
            },
        ),
        migrations.CreateModel(
            name="RowVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=63, verbose_name="表")),
                ("row_id", models.BigIntegerField(verbose_name="行号")),
                ("operation", models.CharField(max_length=6, verbose_name="操作")),
                ("row", models.JSONField(verbose_name="内容")),
                (
                    "until",
                    models.DateTimeField(
                        db_default=models.Func(
                            function="clock_timestamp", output_field=models.DateTimeField()
                        ),
                        verbose_name="截至",
                    ),
                ),
            ],
            options={
                "verbose_name": "历史版本",
                "verbose_name_plural": "历史版本",
                "indexes": [
                    models.Index(
                        models.F("table"),
                        models.F("row_id"),
                        models.F("until"),
                        name="row_version_of_row",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("principal", models.CharField(max_length=100, verbose_name="请求方")),
                ("key", models.CharField(max_length=200, verbose_name="幂等键")),
                ("request_digest", models.CharField(max_length=64, verbose_name="请求摘要")),
                ("status", models.PositiveSmallIntegerField(null=True, verbose_name="状态码")),
                ("body", models.JSONField(null=True, verbose_name="应答")),
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
                "verbose_name": "幂等应答",
                "verbose_name_plural": "幂等应答",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("principal"), models.F("key"), name="stored_answer_one_per_key"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="division",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("code", "="), ("period", "&&")], name="division_one_name_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="division",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="division_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.UniqueConstraint(
                models.F("division"),
                models.F("street"),
                models.F("plate"),
                models.F("building"),
                models.F("unit"),
                models.F("room"),
                name="address_is_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdaddress",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("household", "="), ("period", "&&")],
                name="household_one_address_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="householdaddress",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="household_address_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="household_period_has_a_start",
            ),
        ),
        migrations.AddIndex(
            model_name="particulars",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("name_bigrams"), name="particulars_name_bigrams"
            ),
        ),
        migrations.AddIndex(
            model_name="particulars",
            index=models.Index(
                fields=["name_norm"],
                name="particulars_name_norm",
                opclasses=["varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="particulars",
            index=models.Index(
                fields=["name_pinyin"],
                name="particulars_name_pinyin",
                opclasses=["varchar_pattern_ops"],
            ),
        ),
        migrations.AddIndex(
            model_name="particulars",
            index=models.Index(
                fields=["name_initials"],
                name="particulars_name_initials",
                opclasses=["varchar_pattern_ops"],
            ),
        ),
        migrations.AddConstraint(
            model_name="particulars",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("period", "&&")],
                name="particulars_one_version_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="particulars",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="particulars_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="particulars",
            constraint=models.CheckConstraint(
                condition=models.Q(("sex__in", ["0", "1", "2", "9"])),
                name="particulars_sex_is_a_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldnumber",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("period", "&&")], name="held_number_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="heldnumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="held_number_period_has_a_start",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(models.F("person"), models.F("event_on"), name="entry_of_person"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                models.F("household"), models.F("event_on"), name="entry_of_household"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(models.F("application"), name="entry_of_application"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                models.F("office"), models.F("sequence"), name="entry_sequence_in_office"
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(
                models.F("person"), models.F("recorded_at"), name="disclosure_of_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("account", "="), ("period", "&&")], name="posting_one_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="posting_period_has_a_start",
            ),
        ),
        migrations.AddIndex(
            model_name="residence",
            index=django.contrib.postgres.indexes.BTreeIndex(
                models.F("person"),
                django.db.models.functions.text.Lower("period"),
                name="residence_person_from",
            ),
        ),
        migrations.AddIndex(
            model_name="residence",
            index=django.contrib.postgres.indexes.BTreeIndex(
                models.F("household"),
                django.db.models.functions.text.Lower("period"),
                name="residence_household_from",
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("period", "&&")],
                name="residence_one_household_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("relation", "02")),
                expressions=[("household", "="), ("period", "&&")],
                name="residence_one_head_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="residence_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("arrived_on__lte", django.db.models.functions.text.Lower("period"))
                ),
                name="residence_arrived_before_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="residence",
            constraint=models.CheckConstraint(
                condition=models.Q(("relation__regex", "^[0-9]{2}$")),
                name="residence_relation_is_a_code",
            ),
        ),
    ]
