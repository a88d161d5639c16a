"""Why an identity number cannot be held or given."""

from hukou.kernel.errors import RuleViolated


class NumberAlreadyHeld(RuleViolated):
    """The identity number belongs, or once belonged, to somebody on the register."""

    code = "number-already-held"
    zh = "该公民身份号码已有人使用过。请先查询此人；确属重号的，按重号纠错办理。"


class NotACitizensNumber(RuleViolated):
    """The number is not one given to Chinese citizens with hukou."""

    code = "not-a-citizens-number"
    zh = "该号码不是内地居民的公民身份号码，不能登记常住户口。"


class NumbersExhausted(RuleViolated):
    """Every identity number of this county, birth date and sex has been given out."""

    code = "numbers-exhausted"
    zh = "该区划、出生日期和性别的公民身份号码已编完。请报上级户政部门处理。"
