"""A year of settling by points: order, files, frozen inputs, lists, objections, bars."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0029_note_setbacks"),
        ("registry", "0051_keep_history_of_permits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scheme", models.CharField(max_length=40, verbose_name="积分方案")),
                ("division", models.CharField(max_length=15, verbose_name="实施地区代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("quota", models.PositiveIntegerField(verbose_name="年度名额")),
                ("opens_at", models.DateTimeField(verbose_name="申请开始时间")),
                ("closes_at", models.DateTimeField(verbose_name="申请截止时间")),
                ("facts_until", models.DateField(verbose_name="材料截止日")),
                ("born_from", models.DateField(null=True, verbose_name="最早出生日期")),
                ("publicity_days", models.PositiveSmallIntegerField(verbose_name="公示工作日数")),
                ("objection_days", models.PositiveSmallIntegerField(verbose_name="异议工作日数")),
                (
                    "bar_years",
                    models.PositiveSmallIntegerField(null=True, verbose_name="弄虚作假限制年数"),
                ),
                ("document", models.CharField(max_length=200, verbose_name="年度通告")),
                ("clause", models.CharField(max_length=200, verbose_name="年度通告条款")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("declared", "申报与核查"),
                            ("frozen", "数据已封存"),
                            ("published", "名单已公示"),
                            ("final", "名单已公布"),
                            ("cancelled", "已取消"),
                        ],
                        default="declared",
                        max_length=10,
                        verbose_name="年度进度",
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
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds_declared",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="registry.office",
                        verbose_name="组织机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分年度",
                "verbose_name_plural": "积分年度",
                "ordering": ("-year", "scheme"),
            },
        ),
        migrations.CreateModel(
            name="Bar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=40, verbose_name="积分方案")),
                ("number", models.CharField(max_length=18, verbose_name="公民身份号码")),
                ("reason", models.CharField(max_length=500, verbose_name="限制理由")),
                ("document", models.CharField(max_length=200, verbose_name="限制依据文件")),
                ("clause", models.CharField(max_length=200, verbose_name="限制依据条款")),
                ("since", models.DateField(verbose_name="限制起日")),
                ("until", models.DateField(verbose_name="限制止日")),
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
                ("lifted_at", models.DateTimeField(null=True, verbose_name="解除时间")),
                (
                    "lifted_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="解除理由"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bars_entered",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bars_lifted",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="解除人",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bars",
                        to="applications.round",
                        verbose_name="积分年度",
                    ),
                ),
            ],
            options={
                "verbose_name": "限制申报",
                "verbose_name_plural": "限制申报",
            },
        ),
        migrations.CreateModel(
            name="RoundApplication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=18, verbose_name="公民身份号码")),
                ("applied_at", models.DateTimeField(verbose_name="提交时间")),
                ("left_at", models.DateTimeField(null=True, verbose_name="退出时间")),
                (
                    "left_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("stands", "参加排名"),
                            ("withdrawn", "已撤回"),
                            ("absent", "现场核验未到场，视为放弃"),
                            ("void", "弄虚作假，取消资格"),
                        ],
                        max_length=10,
                        verbose_name="退出情形",
                    ),
                ),
                (
                    "left_note",
                    models.CharField(blank=True, max_length=500, verbose_name="退出理由"),
                ),
                ("released_at", models.DateTimeField(null=True, verbose_name="移交办理时间")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_round",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applicants",
                        to="applications.round",
                        verbose_name="积分年度",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分申请",
                "verbose_name_plural": "积分申请",
            },
        ),
        migrations.CreateModel(
            name="FrozenInput",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="名单版本")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("stands", "参加排名"),
                            ("withdrawn", "已撤回"),
                            ("absent", "现场核验未到场，视为放弃"),
                            ("void", "弄虚作假，取消资格"),
                        ],
                        max_length=10,
                        verbose_name="参评情况",
                    ),
                ),
                ("content", models.TextField(verbose_name="封存内容")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="封存理由")),
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs_frozen",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="applications.roundapplication",
                        verbose_name="所涉积分申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "封存数据",
                "verbose_name_plural": "封存数据",
            },
        ),
        migrations.CreateModel(
            name="RoundList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="名单版本")),
                (
                    "kind",
                    models.CharField(
                        choices=[("provisional", "公示名单"), ("final", "正式名单")],
                        max_length=12,
                        verbose_name="名单种类",
                    ),
                ),
                ("quota", models.PositiveIntegerField(verbose_name="年度名额")),
                ("law", models.CharField(max_length=64, verbose_name="方案摘要")),
                ("inputs", models.CharField(max_length=64, verbose_name="封存数据摘要")),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("applicants", models.PositiveIntegerField(verbose_name="参评人数")),
                ("ranked", models.PositiveIntegerField(verbose_name="排名人数")),
                ("admitted", models.PositiveIntegerField(verbose_name="入围人数")),
                ("line", models.CharField(blank=True, max_length=80, verbose_name="分数线")),
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
                ("published_on", models.DateField(null=True, verbose_name="公示起日")),
                ("public_until", models.DateField(null=True, verbose_name="公示止日")),
                ("objections_until", models.DateField(null=True, verbose_name="异议截止日")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round_lists_made",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round_lists_published",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公示人",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists",
                        to="applications.round",
                        verbose_name="积分年度",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分名单",
                "verbose_name_plural": "积分名单",
                "ordering": ("version",),
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("applicant", "申请人本人"),
                            ("other", "其他人"),
                            ("agency", "有关部门"),
                        ],
                        max_length=10,
                        verbose_name="异议人",
                    ),
                ),
                (
                    "told_by",
                    models.CharField(blank=True, max_length=100, verbose_name="异议人姓名"),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="异议内容")),
                ("received_at", models.DateTimeField(verbose_name="接收时间")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "异议成立"), ("dismissed", "异议不成立")],
                        max_length=10,
                        verbose_name="异议处理结果",
                    ),
                ),
                ("grounds", models.CharField(blank=True, max_length=1000, verbose_name="处理理由")),
                ("clauses", models.JSONField(default=list, verbose_name="条款")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="决定时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections_decided",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="applications.document",
                        verbose_name="异议材料",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections_received",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收人",
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="applications.roundapplication",
                        verbose_name="所涉积分申请",
                    ),
                ),
                (
                    "round_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="applications.roundlist",
                        verbose_name="积分名单",
                    ),
                ),
            ],
            options={
                "verbose_name": "异议",
                "verbose_name_plural": "异议",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="RoundRank",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("stands", "参加排名"),
                            ("withdrawn", "已撤回"),
                            ("absent", "现场核验未到场，视为放弃"),
                            ("void", "弄虚作假，取消资格"),
                        ],
                        max_length=10,
                        verbose_name="参评情况",
                    ),
                ),
                ("ranking_score", models.CharField(max_length=80, verbose_name="排名分")),
                ("total", models.CharField(max_length=80, verbose_name="资格分")),
                ("ties", models.JSONField(default=list, verbose_name="同分比较项")),
                ("qualified", models.BooleanField(null=True, verbose_name="达到资格")),
                ("rank", models.PositiveIntegerField(null=True, verbose_name="名次")),
                ("is_admitted", models.BooleanField(default=False, verbose_name="入围")),
                (
                    "applicant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranks",
                        to="applications.roundapplication",
                        verbose_name="所涉积分申请",
                    ),
                ),
                (
                    "input",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranks",
                        to="applications.frozeninput",
                        verbose_name="所据封存数据",
                    ),
                ),
                (
                    "round_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ranks",
                        to="applications.roundlist",
                        verbose_name="积分名单",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分排名",
                "verbose_name_plural": "积分排名",
            },
        ),
        migrations.CreateModel(
            name="RoundStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("declared", "录入年度通告"),
                            ("quota_changed", "调整名额"),
                            ("cancelled", "取消年度申报"),
                            ("frozen", "封存数据"),
                            ("published", "公示名单"),
                            ("recalculated", "重新核算"),
                            ("final", "公布名单"),
                        ],
                        max_length=20,
                        verbose_name="年度办理动作",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("details", models.JSONField(default=dict, verbose_name="内容")),
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
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="applications.round",
                        verbose_name="积分年度",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分年度记录",
                "verbose_name_plural": "积分年度记录",
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                models.F("scheme"),
                models.F("year"),
                condition=models.Q(("stage", "cancelled"), _negated=True),
                name="round_once_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("document", ""), _negated=True),
                    models.Q(("clause", ""), _negated=True),
                ),
                name="round_has_an_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                name="round_opens_before_it_closes",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("objection_days__gt", 0), ("publicity_days__gt", 0), ("quota__gt", 0)
                ),
                name="round_is_shown_and_objected_to",
            ),
        ),
        migrations.AddIndex(
            model_name="bar",
            index=models.Index(models.F("number"), name="bar_of_number"),
        ),
        migrations.AddConstraint(
            model_name="bar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), _negated=True),
                    models.Q(("document", ""), _negated=True),
                    models.Q(("clause", ""), _negated=True),
                ),
                name="bar_has_a_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="bar",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))),
                name="bar_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="bar",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("lifted_at__isnull", True),
                        ("lifted_by__isnull", True),
                        ("lifted_reason", ""),
                    ),
                    models.Q(
                        ("lifted_at__isnull", False),
                        ("lifted_by__isnull", False),
                        models.Q(("lifted_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="bar_lifted_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundapplication",
            constraint=models.UniqueConstraint(
                models.F("round"),
                models.F("number"),
                condition=models.Q(("left_at__isnull", True)),
                name="round_applied_to_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("left_as", ""), ("left_at__isnull", True)),
                    models.Q(
                        ("left_as__in", ["withdrawn", "absent", "void"]), ("left_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="round_left_as_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="frozeninput",
            constraint=models.UniqueConstraint(
                models.F("applicant"), models.F("version"), name="input_frozen_once_for_a_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="frozeninput",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("version", 1), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="input_frozen_again_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundlist",
            constraint=models.UniqueConstraint(
                models.F("round"), models.F("version"), name="round_list_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundlist",
            constraint=models.UniqueConstraint(
                models.F("round"),
                condition=models.Q(("kind", "final")),
                name="round_has_one_final_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("objections_until__isnull", True),
                        ("public_until__isnull", True),
                        ("published_by__isnull", True),
                        ("published_on__isnull", True),
                    ),
                    models.Q(
                        ("objections_until__isnull", False),
                        ("public_until__isnull", False),
                        ("published_by__isnull", False),
                        ("published_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="round_list_published_with_its_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="objection_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True),
                        ("decided_by__isnull", True),
                        ("grounds", ""),
                        ("outcome", ""),
                    ),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        models.Q(("grounds", ""), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="objection_answered_with_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="roundrank",
            index=models.Index(
                models.F("round_list"), models.F("rank"), name="round_rank_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundrank",
            constraint=models.UniqueConstraint(
                models.F("round_list"), models.F("applicant"), name="round_rank_once_in_a_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="roundrank",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_admitted", False), ("rank__isnull", True)),
                    models.Q(("qualified", True), ("rank__isnull", False), ("standing", "stands")),
                    _connector="OR",
                ),
                name="round_rank_only_of_who_qualifies",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("act__in", ["quota_changed", "cancelled", "recalculated"]), _negated=True
                    ),
                    ("note__gt", ""),
                    _connector="OR",
                ),
                name="round_step_says_why",
            ),
        ),
    ]
