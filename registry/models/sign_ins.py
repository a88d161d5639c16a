"""How somebody proves who they are (登录): factors, codes, tries, and every sign-in."""

from django.db import models
from django.db.models import Q

from .accounts import Account, Posting, PostingRole
from .fields import recorded_at


class FactorKind(models.TextChoices):
    """What is held beside the password (第二因素)."""

    AUTHENTICATOR = "authenticator", "动态口令"
    KEY = "key", "安全密钥"


class Proof(models.TextChoices):
    """By what a sign-in was proven beside the password (验证方式)."""

    AUTHENTICATOR = "authenticator", "动态口令"
    KEY = "key", "安全密钥"
    RECOVERY = "recovery", "恢复码"
    DEMONSTRATION = "demonstration", "演示免验"
    NONE = "none", "仅密码"


class SecondFactor(models.Model):
    """A second factor of an account (第二因素): an authenticator's seed, or a security key.

    `material` is the sealed seed, or the key's public half as WebAuthn attested it.
    """

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="factors", verbose_name="账号"
    )
    kind = models.CharField("方式", max_length=20, choices=FactorKind)
    label = models.CharField("名称", max_length=50)
    material = models.BinaryField("验证材料")
    credential = models.BinaryField("密钥标识", null=True, unique=True)
    counter = models.BigIntegerField("已用计数", null=True)
    enrolled_at = recorded_at()
    used_at = models.DateTimeField("最近使用", null=True)
    removed_at = models.DateTimeField("停用时间", null=True)
    removed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name="停用人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "第二因素"
        constraints = [
            models.CheckConstraint(
                name="only_keys_have_a_credential",
                condition=Q(kind="key", credential__isnull=False)
                | Q(kind="authenticator", credential__isnull=True),
            ),
            models.CheckConstraint(
                name="factor_is_removed_by_somebody",
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_kind_display()}"


class SpokenCodeUse(models.TextChoices):
    """What a spoken code is good for (用途)."""

    ENROLMENT = "enrolment", "登记码"
    RECOVERY = "recovery", "恢复码"


class SpokenCode(models.Model):
    """A code handed over on paper, good once (一次性口令码); only its digest is kept."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="spoken_codes", verbose_name="账号"
    )
    use = models.CharField("用途", max_length=20, choices=SpokenCodeUse)
    digest = models.CharField("摘要", max_length=64)
    made_at = recorded_at()
    expires_at = models.DateTimeField("失效时间", null=True)
    spent_at = models.DateTimeField("使用或作废时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "一次性口令码"
        constraints = [
            models.UniqueConstraint("account", "digest", name="spoken_code_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_use_display()}"


class FactorTry(models.Model):
    """One try at the second step of signing in (验证尝试); too many failures close the step."""

    append_only = True

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="factor_tries", verbose_name="账号", db_index=False
    )
    succeeded = models.BooleanField("成功")
    address = models.GenericIPAddressField("网络地址", null=True)
    tried_at = models.DateTimeField("尝试时间")

    class Meta:
        verbose_name = verbose_name_plural = "验证尝试"
        indexes = [models.Index(fields=["account", "-tried_at"], name="factor_tries_lately")]

    def __str__(self) -> str:
        return f"{self.account} {self.tried_at}"


class SignIn(models.Model):
    """Somebody signed in (登录记录): from where, and by what they proved it."""

    append_only = True

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="sign_ins", verbose_name="账号", db_index=False
    )
    proof = models.CharField("验证方式", max_length=20, choices=Proof)
    address = models.GenericIPAddressField("网络地址", null=True)
    signed_in_at = models.DateTimeField("登录时间")

    class Meta:
        verbose_name = verbose_name_plural = "登录记录"
        indexes = [models.Index(fields=["account", "-id"], name="sign_ins_lately")]

    def __str__(self) -> str:
        return f"{self.account} {self.signed_in_at}"


class AccountActKind(models.TextChoices):
    """What administrators do to accounts (账号管理事项)."""

    OPEN = "open", "开设账号"
    PASSWORD = "password", "重设密码"
    CLOSE = "close", "停用账号"
    REOPEN = "reopen", "恢复账号"
    POST = "post", "授予任职"
    END_POST = "end_post", "结束任职"
    RESET_FACTORS = "reset_factors", "重置第二因素"
    UNLOCK = "unlock", "解除锁定"
    NAME_PERSON = "name_person", "写明本人"
    PERSON_ELSEWHERE = "person_elsewhere", "本人不在本库"


OF_SYSTEM = ("open", "password", "close", "reopen")
OF_SECURITY = ("post", "end_post", "reset_factors", "unlock", "name_person", "person_elsewhere")


class AccountAct(models.Model):
    """What an administrator did to somebody's account (账号管理记录).

    `role` is not told but read by a trigger from the posting `by` holds today, so that the
    constraint below holds for whoever writes: none of the three does another's work.
    """

    append_only = True

    kind = models.CharField("事项", max_length=20, choices=AccountActKind)
    account = models.ForeignKey(Account, models.PROTECT, related_name="acts", verbose_name="账号")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name="办理人")
    posting = models.ForeignKey(
        Posting, models.PROTECT, null=True, related_name="+", verbose_name="任职"
    )
    role = models.CharField("办理岗位", max_length=30, choices=PostingRole, blank=True)
    reason = models.CharField("事由", max_length=200, blank=True)
    done_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "账号管理记录"
        constraints = [
            models.CheckConstraint(
                name="account_act_by_its_administrator",
                condition=Q(kind__in=OF_SYSTEM, role="system_administrator")
                | Q(kind__in=OF_SECURITY, role="security_administrator"),
            ),
            models.CheckConstraint(
                name="account_act_on_somebody_else", condition=~Q(account=models.F("by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.account}"
