"""One shape for both scripts and widths, to search by (检索用): never shown, never stored.

A character stands for a character, so that what is found in the folded copy is found in the text.
"""

from typing import Final

_SCRIPTS: Final = """
號号 發发 辦办 國国 業业 關关 於于 進进 戶户 實实 報报 該该 與与 審审 見见 據据 記记 聯联
繫系 電电 話话 徵征 開开 閱阅 讀读 載载 詳详 處处 書书 項项 權权 轉转 讓让 場场 積积 經经
濟济 組组 織织 內内 規规 農农 遷迁 親亲 屬属 穩稳 從从 標标 準准 區区 鎮镇 縣县 單单 條条
歲岁 動动 頁页 編编 碼码 額额 數数 總总 應应 達达 當当 這这 個个 們们 還还 來来 時时 間间
說说 説说 會会 機机 構构 對对 點点 擊击 熱热 門门 較较 鄰邻 鄧邓 釋释 義义 際际 請请 續续
連连 賃赁 衛卫 醫医 險险 養养 離离 優优 減减 億亿 萬万 幾几 兩两 種种 類类 級级 職职 務务
員员 師师 學学 歷历 專专 畢毕 無无 產产 證证 廣广 東东 強强 擴扩 歸归 後后 簡简 稱称 傳传
檔档 錄录 錯错 圖图 結结 統统 計计 紀纪 導导 劃划 給给 屆届 廳厅 啟启 認认 為为 爲为 貼贴
補补 監监 錢钱 費费 稅税 戸户 過过 網网 備备 責责 僅仅 戰战 預预 圍围 態态 齡龄
"""
_WIDTHS: Final = {chr(0xFF01 + at): chr(0x21 + at) for at in range(94)}
FOLDS: Final = str.maketrans(
    {pair[0]: pair[1] for pair in _SCRIPTS.split()}
    | _WIDTHS
    | {"\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " "}
)


_BROKEN: Final = dict.fromkeys(range(0xDC80, 0xDD00), "\ufffd")
"""A byte that fits no encoding stands as a surrogate, which nothing can show or store."""


def legible(text: str) -> str:
    """Return the text with a replacement sign for every byte that is no character."""
    return text.translate(_BROKEN)


def fold(text: str) -> str:
    """Return the text in simplified characters and narrow signs, a character for a character."""
    return text.translate(FOLDS)
