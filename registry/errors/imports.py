"""Why a legacy file, or what becomes of the former types, is refused."""

from collections.abc import Sequence

from hukou.kernel.errors import Conflict, InvalidInput


class UnificationWithdrawn(Conflict):
    """This record of a unification was withdrawn before."""

    code = "unification-withdrawn"
    zh = "该统一户口性质的记录已经撤回。"


class FileRefused(InvalidInput):
    """The file cannot be read as a whole; nothing of it was stored."""

    code = "file-refused"
    zh = "文件不能读取，未导入任何内容。"
    line = 1
    column = ""


class WrongEncoding(FileRefused):
    """The file is neither UTF-8 nor GB 18030."""

    code = "wrong-encoding"
    zh = "文件编码既不是UTF-8也不是GB18030。请在导出时选用其中一种，未导入任何内容。"


class NoRows(FileRefused):
    """The file holds no rows."""

    code = "no-rows"
    zh = "文件中没有数据行。请核对导出的文件，未导入任何内容。"


class UnknownColumns(FileRefused):
    """The first line does not name the columns of a legacy register."""

    code = "columns"
    zh = "首行列名不符，未导入任何内容。"

    def __init__(self, *, missing: Sequence[str], unknown: Sequence[str]) -> None:
        """Name the columns that are missing, and those that nobody asked for."""
        said = [f"缺少列：{'、'.join(missing)}"] if missing else []
        said += [f"多余列：{'、'.join(unknown)}"] if unknown else []
        said = said or ["列名重复"]
        super().__init__(f"{self.zh}{'；'.join(said)}。", missing=missing, unknown=unknown)
        self.column = "、".join([*missing, *unknown])


class BrokenQuoting(FileRefused):
    """A quotation mark is not closed, or text follows one that is: the rest cannot be told."""

    code = "quoting"

    def __init__(self, *, line: int) -> None:
        """Name the line on which the record begins."""
        super().__init__(
            f"第{line}行起引号不成对，其后内容无法辨认，未导入任何内容。", at_line=line
        )
        self.line = line


class ImportUnderWay(Conflict):
    """Somebody else is reading this file in at this moment."""

    code = "import-under-way"
    zh = "同一文件正由另一进程导入。请等它结束后再试。"


class ImportBeingUndone(Conflict):
    """The import of this file is being taken back, and not yet to its beginning."""

    code = "import-being-undone"
    zh = "同一文件的导入正在撤销，尚未撤完。请先用 --undo 撤销到底，再重新导入。"


class NoImportToUndo(Conflict):
    """This file was never imported, or its import is undone already."""

    code = "no-import-to-undo"
    zh = "此文件没有可撤销的导入：从未导入，或者已经撤销。"
