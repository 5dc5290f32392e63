"""Chinese VAT invoice for bought material: the fully digital layout and the older paper one (DOMAIN.md 4.2)."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from decimal import Decimal

from sample_docs import blocks, numerals, table
from sample_docs.content import Party, Story, party, words
from sample_docs.forms.bom import materials_of
from sample_docs.forms.coo_cn import qr_picture
from sample_docs.layout import Ink, Sheet
from sample_docs.numerals import places
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "fac.vat_invoice"
SIZE = (595.0, 397.0)
_RED = (0.55, 0.12, 0.08)
_PLACES = {
    "33": "浙江", "32": "江苏", "31": "上海", "44": "广东", "35": "福建", "37": "山东", "12": "天津", "13": "河北",
    "21": "辽宁",
    "34": "安徽", "42": "湖北", "43": "湖南", "36": "江西", "41": "河南", "51": "四川", "50": "重庆",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    category: str
    grade: str
    unit: str
    quantity: Decimal
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return places(self.quantity * self.price, 2)


@dataclass(frozen=True, slots=True)
class _Sale:
    seller: Party
    rows: list[_Row]
    rate: Decimal

    @property
    def net(self) -> Decimal:
        return sum((r.amount for r in self.rows), Decimal(0))

    @property
    def tax(self) -> Decimal:
        return sum((places(r.amount * self.rate, 2) for r in self.rows), Decimal(0))


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    ink = replace(
        ink, colour=_RED if rng.random() < 0.75 else (0, 0, 0), value_colour=(0, 0, 0), size=8.6, label_size=8.2
    )
    ink = replace(ink, font="sans", bold="sans-bold", label_font="sans", label_bold="sans-bold")
    paper = Paper(KIND, Sheet(SIZE, ink, margin=22))
    item = story.items[0]
    rows = [
        _Row(
            m.name_cn,
            m.category,
            m.grade,
            m.unit,
            places(max(m.use * item.quantity, Decimal(20)), 0),
            places(Decimal(rng.randint(150, 4800)) / 100, 2),
        )
        for m in materials_of(item)
    ]
    rows = rng.sample(rows, rng.randint(1, min(4, len(rows))))
    seller = party(rng, "CN", hs6=item.good.hs6, role=rng.choice(["maker", "maker", "trader"]))
    sale = _Sale(seller, rows, Decimal("0.13"))
    paper.put(supplier=seller.name_cn, buyer=story.producer.name_cn, issue_date=story.days.ordered)
    (_digital if rng.random() < 0.6 else _older)(paper, story, sale, rng)
    return paper


def _sums(sale: _Sale) -> tuple[str, str]:
    total = sale.net + sale.tax
    return numerals.chinese_money(total), f"¥{total:.2f}"


def _digital(paper: Paper, story: Story, sale: _Sale, rng: random.Random) -> None:
    """数电票: QR code left, 20-digit number right, buyer and seller side by side."""
    sheet = paper.sheet
    number = f"{story.days.ordered:%y}{sale.seller.region_code[:2]}2000000{rng.randint(0, 999999999):09d}"
    left, right, y = sheet.left, sheet.right, sheet.margin
    payload = f"01,32,,{number},{sale.net + sale.tax},{story.days.ordered:%Y%m%d},,{rng.randrange(16**4):04X}"
    sheet.image(qr_picture(payload), left + 4, y + 2, 48, 48)
    paper.marks["qr"] = payload
    title = rng.choice(["电子发票（增值税专用发票）", "电子发票（增值税专用发票）", "电子发票（普通发票）"])
    sheet.text(sheet.width / 2, y + 26, title, size=15.5, align="center", label=True)
    sheet.line(sheet.width / 2 - 100, y + 33, sheet.width / 2 + 100, y + 33)
    sheet.line(sheet.width / 2 - 100, y + 35.5, sheet.width / 2 + 100, y + 35.5)
    for n, (label, text) in enumerate(
        (("发票号码：", number), ("开票日期：", numerals.date(story.days.ordered, "cn0")))
    ):
        used = sheet.text(right - 164, y + 20 + 16 * n, label, label=True)
        sheet.text(right - 162 + used, y + 20 + 16 * n, text)
    paper.put(record_number=number)
    _seal_of_tax(paper, rng, sheet.width / 2, y + 26, sale.seller)
    y += 56
    half = sheet.span / 2
    for x, head, who in ((left, "购买方信息", story.producer), (left + half, "销售方信息", sale.seller)):
        _side_label(sheet, x, y, 16, 58, head)
        sheet.frame(x + 16, y, half - 16, 58)
        _named(sheet, x + 21, y + 20, "名称：", who.name_cn, half - 26)
        _named(sheet, x + 21, y + 44, "统一社会信用代码/纳税人识别号：", who.credit_code, half - 26)
    _goods(paper, sale, y + 58, rng, sheet.bottom - 106)
    _foot(paper, sale, sheet.bottom - 106, rng, older=False)


def _older(paper: Paper, story: Story, sale: _Sale, rng: random.Random) -> None:
    """The paper special invoice: code and number, check code, cipher area, stamp of the seller."""
    sheet = paper.sheet
    left, right, y = sheet.left, sheet.right, sheet.margin
    code = f"{sale.seller.region_code[:4]}{story.days.ordered:%y}{rng.randint(1, 4)}130"
    number = f"{rng.randint(1000000, 99999999):08d}"
    sheet.text(left + 60, y + 18, code, size=11)
    place = _PLACES.get(sale.seller.region_code[:2], "浙江")
    sheet.text(sheet.width / 2, y + 20, f"{place}增值税专用发票", size=17, align="center", label=True)
    sheet.line(sheet.width / 2 - 90, y + 26, sheet.width / 2 + 90, y + 26)
    sheet.text(sheet.width / 2, y + 39, rng.choice(["抵扣联", "发票联"]), size=10, align="center", label=True)
    used = sheet.text(right - 150, y + 18, "No", label=True, size=12)
    sheet.text(right - 144 + used, y + 18, number, size=13)
    used = sheet.text(right - 164, y + 40, "开票日期：", label=True)
    sheet.text(right - 162 + used, y + 40, numerals.date(story.days.ordered, "cn0"))
    paper.put(record_number=number)
    _seal_of_tax(paper, rng, sheet.width / 2, y + 22, sale.seller)
    y += 50
    buyer = story.producer
    _side_label(sheet, left, y, 14, 62, "购买方")
    split = sheet.span * 0.58
    sheet.frame(left + 14, y, split - 14, 62)
    _named(sheet, left + 18, y + 13, "名称：", buyer.name_cn, split - 24)
    _named(sheet, left + 18, y + 27, "纳税人识别号：", buyer.credit_code, split - 24)
    _named(sheet, left + 18, y + 41, "地址、电话：", buyer.address_cn, split - 24)
    _named(sheet, left + 18, y + 55, "开户行及账号：", f"中国银行{rng.randint(10**11, 10**12 - 1)}", split - 24)
    _side_label(sheet, left + split, y, 14, 62, "密码区")
    sheet.frame(left + split + 14, y, sheet.span - split - 14, 62)
    for n in range(4):
        cipher = "".join(rng.choice("0123456789+-*/<>") for _ in range(27))
        sheet.text(left + split + 20, y + 14 + 14 * n, cipher, font="mono", size=9.5)
    _goods(paper, sale, y + 62, rng, sheet.bottom - 118)
    _foot(paper, sale, sheet.bottom - 118, rng, older=True)
    blocks.lay_seal(
        paper, rng, right - 70, sheet.bottom - 30, sale.seller.name_cn, "发票专用章", size=84, star=False, oval=True
    )


def _named(sheet: Sheet, x: float, y: float, label: str, text: str, width: float) -> None:
    used = sheet.text(x, y, label, label=True)
    sheet.text(x + used, y, text, size=sheet.fitting_size(text, width - used, 12, sheet.ink.font, sheet.ink.size))


def _side_label(sheet: Sheet, x: float, y: float, width: float, height: float, text: str) -> None:
    """Chinese set from top to bottom in a narrow box."""
    sheet.frame(x, y, width, height)
    step = min(12.0, (height - 4) / len(text))
    top = y + (height - step * len(text)) / 2
    for n, char in enumerate(text):
        sheet.text(x + width / 2, top + step * (n + 0.8), char, size=step * 0.8, align="center", label=True)


def _goods(paper: Paper, sale: _Sale, y: float, rng: random.Random, bottom: float) -> None:
    rows = sale.rows
    rate = f"{sale.rate * 100:.0f}%"
    columns = [
        Column(
            rng.choice(["项目名称", "货物或应税劳务、服务名称"]),
            [Cell(f"*{r.category}*{r.name}", row_truth(description=r.name)) for r in rows],
            weight=1.6,
        ),
        Column(
            "规格型号",
            [Cell(r.grade, row_truth(specification=r.grade) if r.grade else None) for r in rows],
            "center",
            0.8,
        ),
        Column("单位", [Cell(r.unit, row_truth(unit=r.unit)) for r in rows], "center", 0.4),
        Column("数量", [Cell(numerals.plain(r.quantity), row_truth(quantity=r.quantity)) for r in rows], "right", 0.6),
        Column("单价", [Cell(f"{r.price:.2f}") for r in rows], "right", 0.6),
        Column("金额", [Cell(f"{r.amount:.2f}") for r in rows], "right", 0.7),
        Column(rng.choice(["税率/征收率", "税率"]), [Cell(rate) for _ in rows], "center", 0.3),
        Column("税额", [Cell(f"{places(r.amount * sale.rate, 2):.2f}") for r in rows], "right", 0.6),
    ]
    sheet = paper.sheet
    rules = "columns" if rng.random() < 0.4 else "header"
    plan = table.plan(sheet, columns, sheet.span, rules)
    last = ["合　　计", "", "", "", "", f"¥{sale.net:.2f}", "", f"¥{sale.tax:.2f}"]
    _, paper.lines = table.draw(
        sheet, plan, y, bottom=lambda: bottom, next_page=lambda: y, fill_to=bottom, last=last, gap=1
    )
    if rules == "header":
        sheet.frame(sheet.left, y, sheet.span, bottom - y)


def _foot(paper: Paper, sale: _Sale, y: float, rng: random.Random, *, older: bool) -> None:
    sheet = paper.sheet
    words_sum, figure = _sums(sale)
    left = sheet.left
    sheet.frame(left, y, sheet.span, 22)
    sheet.text(left + 20, y + 14, "价税合计（大写）", label=True)
    sheet.text(left + 130, y + 14, f"⊗ {words_sum}")
    sheet.text(left + sheet.span * 0.66, y + 14, "（小写）", label=True)
    sheet.text(left + sheet.span * 0.66 + 40, y + 14, figure)
    people = words("transport")["chinese_people"]
    if older:
        seller = sale.seller
        _side_label(sheet, left, y + 22, 14, 62, "销售方")
        split = sheet.span * 0.58
        sheet.frame(left + 14, y + 22, split - 14, 62)
        _named(sheet, left + 18, y + 35, "名称：", seller.name_cn, split - 24)
        _named(sheet, left + 18, y + 49, "纳税人识别号：", seller.credit_code, split - 24)
        _named(sheet, left + 18, y + 63, "地址、电话：", seller.address_cn, split - 24)
        _named(sheet, left + 18, y + 77, "开户行及账号：", f"中国工商银行{rng.randint(10**11, 10**12 - 1)}", split - 24)
        _side_label(sheet, left + split, y + 22, 14, 62, "备注")
        sheet.frame(left + split + 14, y + 22, sheet.span - split - 14, 62)
        for n, role in enumerate(("收款人：", "复核：", "开票人：", "销售方：（章）")):
            sheet.text(
                left + 10 + n * sheet.span / 4, y + 100, role + ("" if n == 3 else rng.choice(people)), label=True
            )
    else:
        _side_label(sheet, left, y + 22, 16, 52, "备注")
        sheet.frame(left + 16, y + 22, sheet.span - 16, 52)
        sheet.text(left + 40, y + 92, f"开票人：{rng.choice(people)}", label=True)


def _seal_of_tax(paper: Paper, rng: random.Random, x: float, y: float, seller: Party) -> None:
    """The oval seal of the tax office that supervises invoices, over the title."""
    place = _PLACES.get(seller.region_code[:2], "浙江")
    blocks.lay_seal(paper, rng, x, y, "全国统一发票监制章", f"{place}省税务局"[:5], size=62, star=False, oval=True)
