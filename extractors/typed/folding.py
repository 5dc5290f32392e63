"""Text made comparable: `fold` keeps every character in its place, `likeness` forgives what OCR confuses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

CJK = "\u3400-\u9fff\uf900-\ufaff"
CJK_PATTERN = re.compile(f"[{CJK}]")

_SINGLE = {
    "’": "'", "‘": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-", "‐": "-",
    "‑": "-", "、": ",", "。": ".", "「": '"', "」": '"', "《": '"', "》": '"', "【": "[", "】": "]",
    "Đ": "D", "đ": "D", "Ø": "O", "ø": "O", "Ł": "L", "ł": "L", "ı": "I", "º": "O",
     "～": "~", "〜": "~", "·": ".", "•": "*",
}  # fmt: skip

_TRADITIONAL = (
    "両亞佈來侖価侷係倉個倫備傢傳價億內兩冊凈処別則剋創劃動務勞匯區協単厤參員啓啟單嘜噴噸噹囌図國圓圖團埰"
    "執堅報場塊塗墊壓売変実寀實寧審寫寬対專對屜層屬島峽崑崙帳帶幣幹庁庫廈廠廢廣張彆彈彎彔彙彿後徑從復徵態"
    "慶憑應懞戶払拠捲採揀揚換損摺撾擔據擠擬擴敘數昇時晉曆書會朮東査條棗棧検業榦構標樣樹機檔檢檯櫃櫥欄歐歩"
    "歷沖淨減測準溫滄滷漢澆澤濛濟濰濱瀋灣烏無煉煙熱燈燒營爐爾牀狀獲產産甦甯當発發盞監盤眞眾矇碼祕稅種稱積"
    "穫箇簡簽籤糰約納紗紙級紡紮細紹終組経結統絲綑經継綫網綿総線締編緬緻縫縮總織繫繳續纍纜羅義聯聲職肅脩膠"
    "臨臺與興茲莊華菸萊萬蔘蕪薩藝蘇蘭處號衆術衕衝裏補裝裡製複覈見規覽訂計訓託記設許訳註証評試話該詳誌說説"
    "請論謂證識議變貝負財貧貨責貳貴買費貼貿資賓賣質賬購贛蹤車軋転軸軽輔輛輪輸轉辦迴連進運過達遞適遷遼邊郵"
    "鄉鄭鄲釋釐針釦鉄鉛銀銅銭銷鋁鋅鋼錄錠錫録錶鍊鍋鍍鍛鍵鍼鎊鎭鎮鎳鐵鑄長門開間関閤閥闆關陝陞陸陽階際隨隻"
    "雙離雲電韆韋韓頁頂項順預領頭額顏顔類顧風颱飛馬験驗體髮魚魯鮮鳥鹵鹽麥麪麵黃點齊齒齣龍龜"
)
_SIMPLE = (
    "两亚布来仑价局系仓个伦备家传价亿内两册净处别则克创划动务劳汇区协单历参员启启单唛喷吨当苏图国圆图团采"
    "执坚报场块涂垫压卖变实采实宁审写宽对专对屉层属岛峡昆仑账带币干厅库厦厂废广张别弹弯录汇佛后径从复征态"
    "庆凭应蒙户付据卷采拣扬换损折挝担据挤拟扩叙数升时晋历书会术东查条枣栈检业干构标样树机档检台柜橱栏欧步"
    "历冲净减测准温沧卤汉浇泽蒙济潍滨沈湾乌无炼烟热灯烧营炉尔床状获产产苏宁当发发盏监盘真众蒙码秘税种称积"
    "获个简签签团约纳纱纸级纺扎细绍终组经结统丝捆经继线网绵总线缔编缅致缝缩总织系缴续累缆罗义联声职肃修胶"
    "临台与兴兹庄华烟莱万参芜萨艺苏兰处号众术同冲里补装里制复核见规览订计训托记设许译注证评试话该详志说说"
    "请论谓证识议变贝负财贫货责贰贵买费贴贸资宾卖质账购赣踪车轧转轴轻辅辆轮输转办回连进运过达递适迁辽边邮"
    "乡郑郸释厘针扣铁铅银铜钱销铝锌钢录锭锡录表炼锅镀锻键针镑镇镇镍铁铸长门开间关合阀板关陕升陆阳阶际随只"
    "双离云电千韦韩页顶项顺预领头额颜颜类顾风台飞马验验体发鱼鲁鲜鸟卤盐麦面面黄点齐齿出龙龟"
)
SIMPLER = dict(zip(_TRADITIONAL, _SIMPLE, strict=True))
"""Traditional and Japanese forms of characters to the simple ones of our wordings (tables of OpenCC)."""

DIGIT_SLIPS = {
    "O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "|": "1", "!": "1", "Z": "2", "S": "5", "G": "6", "€": "6",
    "B": "8",
}  # fmt: skip
"""Letters (folded, so upper case) and signs that OCR puts where a digit stood."""

LETTER_SLIPS = {"0": "O", "1": "I", "|": "I", "!": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
"""Digits that OCR puts where a letter stood."""

_TO_DIGITS = str.maketrans(DIGIT_SLIPS)
_TO_LETTERS = str.maketrans(LETTER_SLIPS)
_LIKENESS = str.maketrans({**LETTER_SLIPS, "L": "I", "J": "I", "Q": "O", "D": "O", "V": "U", "4": "A", "7": "T"})


@cache
def _fold_character(character: str) -> str:
    if character in _SINGLE:
        return _SINGLE[character]
    if character in SIMPLER:
        return SIMPLER[character]
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    if len(plain) == 1 and plain.isascii():
        return plain.upper()
    return " " if character.isspace() else character


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Upper case, half width, without accents; as long as the text itself, so that spans hold in both."""
    return text.upper() if text.isascii() else "".join(map(_fold_character, text))


def single_spaced(text: str) -> str:
    return " ".join(text.split())


def as_digits(folded: str) -> str:
    """Slipped letters read as the digits they resemble; other characters stay."""
    return folded.translate(_TO_DIGITS)


def as_letters(folded: str) -> str:
    """Slipped digits read as the letters they resemble."""
    return folded.translate(_TO_LETTERS)


@lru_cache(maxsize=8192)
def likeness(folded: str) -> str:
    """A form in which what OCR confuses is equal (CHlNA and CHINA, RN and M); for comparing, not for showing."""
    letters = re.sub(f"[^A-Z0-9|!{CJK}]", "", folded).translate(_LIKENESS)
    return letters.replace("RN", "M").replace("UU", "W")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters or digits of a folded text."""

    text: str
    start: int
    end: int


_WORD = re.compile(r"[^\W\d_]+|[0-9]+")


def tokens(folded: str) -> list[Token]:
    return [Token(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
