"""Certificate of origin of the People's Republic of China, issued by CCPIT or by China Customs (DOMAIN.md 1.1)."""

from __future__ import annotations

import random

from PIL import Image

from sample_docs import blocks, numerals, stamps, table
from sample_docs.blocks import Manner
from sample_docs.content import Story
from sample_docs.layout import A4, Ink, Sheet
from sample_docs.numerals import in_words
from sample_docs.paper import Paper, row_truth
from sample_docs.table import Cell, Column

KIND = "coo.cn.nonpref"
CCPIT = "CHINA COUNCIL FOR THE PROMOTION OF INTERNATIONAL TRADE"
_DESTINATIONS = ("UNITED STATES OF AMERICA", "U.S.A.", "UNITED STATES", "USA")
_DECLARATION = (
    "The undersigned hereby declares that the above details and statements are correct, that all the goods were "
    "produced in China and that they comply with the Rules of Origin of the People's Republic of China."
)
_CERTIFICATION = "It is hereby certified that the declaration by the exporter is correct."


def draw(story: Story, ink: Ink, rng: random.Random) -> Paper:
    """One certificate; goods that do not fit go on to further pages with the same frame."""
    paper = Paper(KIND, Sheet(A4, ink, margin=rng.uniform(26, 36)))
    sheet = paper.sheet
    manner = blocks.manner(rng, story, "CN")
    frame = _Frame(paper, story, manner, rng)
    plan = table.plan(sheet, _columns(paper, story, manner, rng), sheet.span, "columns", rng)
    total = ""
    if rng.random() < 0.55:
        words = in_words(story.packages, conjunction=manner.conjunction)
        kind = story.items[0].package_kind if len({i.package_kind for i in story.items}) == 1 else "PACKAGES"
        if not story.package_words:
            total = f"{rng.choice(['TOTAL: ', 'SAY TOTAL: ', 'TOTAL:'])}{words} ({story.packages}) {kind} ONLY.\n"
    closing = [""] * len(plan.columns)
    closing[1] = total + rng.choice(["***", "* * * * * *", "*****************", "***"])
    _, paper.lines = table.draw(
        sheet,
        plan,
        frame.top(),
        bottom=frame.bottom,
        next_page=frame.next_page,
        fill_to=frame.bottom_edge,
        last=closing,
        gap=rng.choice([2, 5, 9]),
    )
    frame.finish()
    return paper


def _columns(paper: Paper, story: Story, manner: Manner, rng: random.Random) -> list[Column]:
    items = story.items
    joint = rng.choice([" OF ", " OF ", "\n", "  "])
    goods = [
        Cell(
            f"{blocks.packages_text(story, n, manner)}{joint}{item.description}",
            row_truth(packages=item.packages, package_kind=item.package_kind, description=item.description),
        )
        for n, item in enumerate(items)
    ]
    digits = rng.choice([6, 6, 8])
    codes = blocks.hs_cells(items, manner, digits=digits)
    kind = rng.choice(["quantity", "gross", "both", "both"])
    amounts: list[Cell] = []
    for item in items:
        quantity = f"{manner.number(item.quantity)}{rng.choice(['', ' '])}{item.unit}"
        gross = f"{rng.choice(['G.W.', 'G.W.:', 'G.W. '])}{manner.weight(item.gross)}"
        truth = row_truth(
            quantity=item.quantity if kind != "gross" else None,
            unit=item.unit if kind != "gross" else None,
            gross_weight_kg=item.gross if kind != "quantity" else None,
        )
        amounts.append(Cell({"quantity": quantity, "gross": gross, "both": f"{quantity}\n{gross}"}[kind], truth))
    day = numerals.date(story.days.invoiced, manner.dates)
    invoice = Cell(
        f"{story.invoice_number}\n{day}",
        row_truth(invoice_number=story.invoice_number, invoice_date=story.days.invoiced),
    )
    paper.put(invoice_number=story.invoice_number, invoice_date=story.days.invoiced)
    numbered = rng.random() < 0.92
    labels = [
        "Marks and numbers",
        "Number and kind of packages; description of goods",
        "H.S. Code",
        "Quantity",
        "Number and date of invoices",
    ]
    if rng.random() < 0.3:
        labels[2] = "H.S.Code"
    if rng.random() < 0.3 or kind == "gross":
        labels[3] = "Quantity or weight" if kind != "gross" else "Quantity / Weight"
    if rng.random() < 0.15:
        chinese = ["运输标志", "商品名称、包装数量及种类", "商品编码", "量值", "发票号码及日期"]
        labels = [f"{a} {b}" for a, b in zip(labels, chinese, strict=True)]
    if numbered:
        labels = [f"{n}. {label}" if rng.random() < 0.98 else label for n, label in enumerate(labels, start=6)]
    blank = [Cell("")] * (len(items) - 1)
    return [
        Column(labels[0], blocks.marks_cells(story, len(items)), weight=1.6, spans=True),
        Column(labels[1], goods, weight=2.2),
        Column(labels[2], codes, align="center", weight=0.5),
        Column(labels[3], amounts, align=rng.choice(["left", "center"]), weight=0.6),
        Column(labels[4], [invoice, *blank], weight=1.2, spans=True),
    ]


class _Frame:
    """The boxes around the goods, the same on each page."""

    def __init__(self, paper: Paper, story: Story, manner: Manner, rng: random.Random) -> None:
        self.paper, self.story, self.manner, self.rng = paper, story, manner, rng
        sheet = paper.sheet
        self.numbered = rng.random() < 0.92
        self.split = sheet.left + sheet.span * rng.uniform(0.5, 0.57)
        self.heights = [rng.uniform(76, 92), rng.uniform(70, 84), rng.uniform(42, 58), rng.uniform(34, 44)]
        self.box_height = rng.uniform(158, 178)
        self.bottom_edge = sheet.bottom - self.box_height
        self.exporter = blocks.party_text(rng, story.exporter)
        self.consignee = blocks.party_text(rng, story.importer)
        self.destination = rng.choice(_DESTINATIONS)
        self.chinese = rng.random() < 0.2
        self.route = self._route()
        self.place = rng.choice([story.exporter.city, f"{story.exporter.city}, CHINA", f"{story.exporter.city},CHINA"])
        self.serial = f"CCPIT{story.days.certified:%y}{rng.randint(1000000, 9999999)}"
        self.qr = self._qr() if rng.random() < 0.75 or "qr_number" in story.extra else None
        self.customs = f"{story.exporter.city} CUSTOMS"
        self.pages_drawn = 0

    def _route(self) -> str:
        story, rng = self.story, self.rng
        start = rng.choice(
            [
                "FROM {a} TO {b} BY SEA",
                "FROM {a}, CHINA TO {b}, USA BY SEA",
                "FROM {a} TO {b}, U.S.A. BY SEA",
                "BY SEA FROM {a} TO {b}",
            ]
        )
        text = start.format(a=story.port_loading, b=story.port_discharge)
        if rng.random() < 0.3:
            text = f"{rng.choice(['ON', 'ON/AFTER'])} {numerals.date(story.days.sailed, self.manner.dates)} {text}"
        if rng.random() < 0.3:
            text += f"\n{rng.choice(['VESSEL:', 'BY'])} {story.vessel} V.{story.voyage}"
        return text

    def _qr(self) -> str:
        number = self.story.extra.get("qr_number", self.story.certificate_number)
        if self.story.issuer == "ccpit":
            return f"http://check.ccpiteco.net/check?no={number}&sn={self.serial}"
        return f"https://origin.customs.gov.cn/?c={number}&d={self.story.days.certified:%Y%m%d}"

    def label(self, number: int, english: str, chinese: str) -> str:
        text = f"{english} {chinese}" if self.chinese else english
        return f"{number}. {text}" if self.numbered else text

    def bottom(self) -> float:
        return self.bottom_edge

    def next_page(self) -> float:
        self.paper.sheet.new_page()
        return self.top()

    def top(self) -> float:
        """Draw title and boxes 1 to 5 and the two below the goods; returns where the goods begin."""
        paper, story, sheet = self.paper, self.story, self.paper.sheet
        self.pages_drawn += 1
        one, two, three, four = self.heights
        left, split, right, y = sheet.left, self.split, sheet.right, sheet.margin
        sheet.box(left, y, split - left, one, self.label(1, "Exporter", "出口商"), self.exporter[0])
        sheet.box(left, y + one, split - left, two, self.label(2, "Consignee", "收货人"), self.consignee[0])
        sheet.frame(split, y, right - split, one + two)
        self._title(split, y, right - split, one + two)
        y += one + two
        sheet.box(
            left, y, split - left, three, self.label(3, "Means of transport and route", "运输方式和路线"), self.route
        )
        sheet.box(
            left,
            y + three,
            split - left,
            four,
            self.label(4, "Country / region of destination", "目的国/地区"),
            self.destination,
        )
        sheet.box(
            split,
            y,
            right - split,
            three + four,
            self.label(5, "For certifying authority use only", "供签证机构使用"),
            self._official(),
        )
        paper.put(
            exporter=story.exporter.name,
            exporter_address=self.exporter[1],
            consignee=story.importer.name,
            consignee_address=self.consignee[1],
            transport=self.route,
            destination_country="US",
            origin_country="CN",
        )
        self._bottom_boxes()
        return y + three + four

    def _official(self) -> str:
        texts: list[str] = []
        if self.story.retroactive:
            texts.append("ISSUED RETROSPECTIVELY")
            self.paper.marks["retroactive"] = True
        if self.story.issuer == "customs":
            texts.append("Verification: origin.customs.gov.cn")
        return "\n".join(texts)

    def _title(self, x: float, y: float, width: float, height: float) -> None:
        paper, story, sheet, ink = self.paper, self.story, self.paper.sheet, self.paper.sheet.ink
        at = y + 12
        if self.serial and story.issuer == "ccpit":
            sheet.text(x + 6, at, "Serial No.", label=True, size=8)
            sheet.text(x + 48, at, self.serial, size=8.5)
            at += 13
        if not story.missing_number:
            used = sheet.text(x + 6, at, "Certificate No.", label=True, size=9)
            sheet.text(x + 12 + used, at, story.certificate_number, size=10, font=ink.bold)
            paper.put(certificate_number=story.certificate_number)
        else:
            sheet.text(x + 6, at, "Certificate No.", label=True, size=9)
        if self.pages_drawn == 1 and self.rng.random() < 0.6:
            sheet.text(x + width - 6, y + 12, "ORIGINAL", label=True, size=9, align="right")
        room = width - 16
        if self.qr:
            side = 52.0
            sheet.image(qr_picture(self.qr), x + width - side - 6, y + 16, side, side)
            paper.marks["qr"] = self.qr
        top = max(at + 12, y + (72 if self.qr else 34))
        words = self.rng.choice(
            [
                ["CERTIFICATE OF ORIGIN", "OF", "THE PEOPLE'S REPUBLIC OF CHINA"],
                ["CERTIFICATE OF ORIGIN OF", "THE PEOPLE'S REPUBLIC OF CHINA"],
            ]
        )
        size = 15.0
        while (
            any(sheet.measure(w, ink.label_bold, size) > room for w in words)
            or len(words) * size * 1.3 > y + height - top
        ):
            size -= 0.4
        top += max(0.0, (y + height - top - len(words) * size * 1.35) / 2)
        for word in words:
            top += size * 1.1
            sheet.text(x + width / 2, top, word, font=ink.label_bold, size=size, align="center", label=True)
            top += size * 0.25

    def _bottom_boxes(self) -> None:
        paper, story, sheet, rng, ink = self.paper, self.story, self.paper.sheet, self.rng, self.paper.sheet.ink
        y, height = self.bottom_edge, self.box_height
        middle = sheet.left + sheet.span * 0.5
        sheet.frame(sheet.left, y, middle - sheet.left, height)
        sheet.frame(middle, y, sheet.right - middle, height)
        for x, number, english, chinese, text in (
            (sheet.left, 11, "Declaration by the exporter", "出口商声明", _DECLARATION),
            (middle, 12, "Certification", "证明", _CERTIFICATION),
        ):
            width = sheet.span / 2 - 8
            below = sheet.paragraph(x + 4, y + 3, width, self.label(number, english, chinese), label=True)
            sheet.paragraph(x + 4, below + 1, width, text, label=True)
        issued = numerals.date(story.days.certified, self.manner.dates)
        base = y + height - 17
        declared = f"{self.place} {issued}"
        for x, tail, value in (
            (sheet.left, "Place and date, signature and stamp of authorized signatory", declared),
            (middle, "Place and date, signature and stamp of certifying authority", f"{self.place} {issued}"),
        ):
            sheet.text(x + 8, base, value)
            sheet.line(x + 6, base + 3, x + sheet.span / 2 - 6, base + 3, dash=(1, 2))
            size = sheet.fitting_size(tail, sheet.span / 2 - 8, 12, ink.label_font, ink.label_size)
            sheet.text(x + 4, base + 12, tail, label=True, size=size)
        self._authority(middle + 6, y + 50, sheet.right - middle - 12)
        paper.put(issue_date=story.days.certified, issue_place=self.place)
        blocks.lay_signature(paper, rng, sheet.left + 150, base - 42)
        if story.extra.get("no_seal"):
            return
        chinese = story.exporter.name_cn
        blocks.lay_seal(
            paper, rng, sheet.left + 90, base - 42, chinese, size=88, colour=rng.choice([stamps.RED, stamps.BLUE])
        )
        seal = "中国国际贸易促进委员会" if story.issuer == "ccpit" else f"中华人民共和国{story.exporter.city_cn}海关"
        centre = "单据证明专用章" if story.issuer == "ccpit" else "原产地证签证章"
        blocks.lay_seal(
            paper,
            rng,
            middle + 150,
            base - 40,
            story.extra.get("seal", seal),
            centre if "seal" not in story.extra else "",
            size=104,
        )
        blocks.lay_signature(paper, rng, middle + 165, base - 44)

    def _authority(self, x: float, y: float, width: float) -> None:
        story, sheet = self.story, self.paper.sheet
        if story.extra.get("issuer"):
            lines = [story.extra["issuer"], f"{story.exporter.address[1]}"]
        elif story.issuer == "ccpit":
            lines = [CCPIT, f"TEL: {story.exporter.phone}"]
        else:
            lines = [f"{self.customs} DISTRICT P.R. CHINA" if len(self.customs) < 18 else f"{self.customs} P.R. CHINA"]
        self.paper.put(issuer=lines[0])
        ink = sheet.ink
        for line in lines:
            size = sheet.fitting_size(line, width, 24, ink.font, ink.size * 0.88)
            y = sheet.paragraph(x, y, width, line, size=size)

    def finish(self) -> None:
        """Page counts, once all pages are known."""
        sheet = self.paper.sheet
        count = len(sheet.pages)
        if count > 1:
            for number in range(count):
                steps = sheet.pages
                sheet.pages = [*steps[number : number + 1]]
                sheet.text(sheet.right, sheet.margin - 6, f"PAGE {number + 1} OF {count}", label=True, align="right")
                sheet.pages = steps


def qr_picture(payload: str) -> Image.Image:
    """A QR code as a picture, black on white."""
    import numpy as np
    import zxingcpp

    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = np.asarray(code.to_image(scale=8, add_quiet_zones=True))
    return Image.fromarray(picture).convert("RGB")
