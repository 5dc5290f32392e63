import base64
import dataclasses
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

import flows.reports.report_html as report_html
from flows.reports import _crops, _page, write_all
from flows.reports._page import lines_text, pairs
from flows.reports._words import action_words
from schemas.finding import Status

VOID = {"meta", "br", "image", "use"}
TAGS = set(
    "html head meta title style body div main section article header h1 h2 h3 h4 h5 p b bdi br span a ul li dl dt dd "
    "table thead tbody tfoot tr th td figure figcaption details summary svg defs image use".split()
)


class Page(HTMLParser):
    """A page as its tags with attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1:] != ["style"]:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pieces).split())

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def read(folder: Path) -> Page:
    return Page((folder / "report.html").read_text(encoding="utf-8"))


def assert_self_contained(page: Page) -> None:
    """Nothing is loaded, run or sent, and nothing stands outside the tags that the template uses."""
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= TAGS
    for tag, attrs in page.tags:
        for name, value in attrs.items():
            assert not name.startswith("on"), (tag, name)
            assert name not in ("src", "srcset", "action", "style", "formaction", "ping"), (tag, name)
            if name == "href":
                assert re.fullmatch(r"#[\w-]+|data:image/(png|jpeg);base64,[A-Za-z0-9+/=]+", value or ""), (tag, value)


@pytest.fixture(scope="module")
def page(folder):
    return read(folder)


def test_the_page_needs_nothing_but_itself(page, folder):
    assert_self_contained(page)
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert "url(" not in html
    assert "@import" not in html


def test_its_policy_allows_its_own_style_and_inner_images_only(page, folder):
    policy = next(m["content"] for m in page.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", (folder / "report.html").read_text(encoding="utf-8"), re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'", "img-src data:", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip


def test_ids_are_unique_and_every_link_leads_somewhere(page):
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {a["href"] for a in page.named("a")} <= {f"#{i}" for i in ids}
    assert {u["href"] for u in page.named("use")} == {f"#{i['id']}" for i in page.named("image")}


def test_every_entry_has_a_section_and_every_finding_its_sentence_and_rule(page, audit):
    sections = {attrs["id"] for attrs in page.named("article")}
    assert sections == {line.entry_number for line in audit.entry_lines}
    for finding in audit.findings:
        assert finding.rule in page.text
        assert finding.message in page.text


def test_entries_stand_in_order_of_their_worst_finding(page):
    sections = [attrs["id"] for attrs in page.named("article")]
    assert sections[0] == "8ZV-4410121-8"
    assert sections[-3:] == ["7KW-2200561-8", "9QX-0013400-4", "9QX-0013350-1"]


def test_a_finding_shows_both_sides_the_place_the_action_in_words_and_the_confidence(page):
    text = page.text
    start = text.index("origin.country-mismatch")
    block = text[start : text.index("prog.no-certificate", start)]
    for words in (
        "Declared in the entry", "Country of origin KR · South Korea", "Found in the documents",
        "Origin country CN · China", "as printed: all the goods were produced in CHINA",
        "China-Korea certificate of origin · inbox/8ZV-4410087-1/ckfta.pdf, p. 1",
        "Do not file or claim until resolved", "19 CFR 134.1(b); 19 USC 1484", "95% in the least certain value",
    ):  # fmt: skip
        assert words in block, words


def test_a_question_is_marked_as_one_and_names_every_reading(page):
    block = page.text[page.text.index("weight.gross") :]
    assert "Read as 6,240 or 8,240; the entry says 10,140." in block
    assert "as printed: 6240.0 KGS ; also read as 8240.0 KGS" in block
    questions = [attrs for attrs in page.named("section") if attrs.get("class") == "finding question"]
    assert len(questions) == 2


def test_the_lines_that_share_a_finding_are_named_once(page):
    assert page.text.count("The mill certificates name a mill in China") == 1
    assert "Lines 1–12" in page.text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([""], "Whole entry"),
        (["2"], "Line 2"),
        (["10", "1", "2", "3"], "Lines 1–3, 10"),
        (["", "4"], "Lines whole entry, 4"),
    ],
)
def test_line_numbers_are_put_together(numbers, text):
    assert lines_text(numbers) == text


def test_fields_that_speak_of_the_same_face_each_other():
    rows = pairs({"hts": "61091000", "country_of_origin": "VN"}, {"origin_country": "CN", "value": "1200.50"})
    assert [(a and a.text, b and b.text) for a, b in rows] == [
        ("VN · Vietnam", "CN · China"),
        ("6109.10.00", "1,200.50"),
    ]


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("HOLD", ["Do not file or claim until resolved"]),
        ("remove SPI, PSC", ["Remove SPI", "File a post-summary correction, before its window closes"]),
        ("ASK original", ["Ask the exporter or importer for the document: original"]),
        ("HOLD or PD; x", ["Do not file or claim until resolved, or advise on prior disclosure", "X"]),
        ("", []),
    ],
)
def test_actions_are_put_in_words(action, words):
    assert action_words(action) == words


def test_what_is_not_covered_is_said(page):
    for words in (
        "inbox/locked.pdf", "the PDF is locked with a password", "Entries without documents 9QX-0013400-4",
        "inbox/lost/co 2024.pdf", "no number, party or date in it fits an entry", "4,13O",
        "Could not be checked (12), because something is missing or unreadable",
        "no Section 301 table is loaded for 7306.30 on 6 Jul 2026", "silence is not clearance",
        "nothing supports what it declares",
    ):  # fmt: skip
        assert words in page.text, words
    assert "origin proven" not in page.text.lower()


def test_an_image_that_several_findings_share_is_held_once_and_small(page):
    images = [image["href"] or "" for image in page.named("image")]
    assert len(images) == len(set(images)) < len(page.named("use"))
    for uri in images:
        with Image.open(io.BytesIO(base64.b64decode(uri.split(",")[1]))) as image:
            assert image.width <= 900


def test_a_place_that_cannot_be_drawn_says_so(audit, tmp_path):
    write_all(dataclasses.replace(audit, crop=lambda document, page, box: None), tmp_path / "none")
    write_all(dataclasses.replace(audit, crop=lambda document, page, box: b"no image"), tmp_path / "broken")
    for folder in ("none", "broken"):
        page = read(tmp_path / folder)
        assert page.named("image") == []
        assert "No image of this place could be shown." in page.text
        assert "as printed: TANGSHAN XX STEEL" in page.text


def test_whatever_is_left_out_is_counted(audit, tmp_path, monkeypatch):
    first = next(f for f in audit.findings if f.rule == "issuer.unauthorised")
    many = [dataclasses.replace(first, message=f"message {number}") for number in range(30)]
    places = tuple(dataclasses.replace(first.evidence[0], page=number) for number in range(1, 8))
    many[0] = dataclasses.replace(many[0], evidence=places)
    monkeypatch.setattr(_page, "MOST_FINDINGS_AN_ENTRY", 10)
    monkeypatch.setattr(_page, "MOST_LINES_AN_ENTRY", 5)
    monkeypatch.setattr(_page, "MOST_DOCUMENTS_AN_ENTRY", 2)
    monkeypatch.setattr(_crops, "MOST_PICTURES", 1)
    monkeypatch.setattr(report_html, "MOST_ENTRIES", 4)
    monkeypatch.setattr(report_html, "MOST_ROWS", 6)
    write_all(dataclasses.replace(audit, findings=[*audit.findings, *many]), tmp_path)
    text = read(tmp_path).text
    for words in (
        "26 more findings of this entry in findings.json", "3 more places of evidence in findings.json",
        "7 more lines in audit.xlsx", "3 more documents in audit.xlsx", "2 more entries in audit.xlsx",
        "No image: this report holds as many as it may.", "no section here; see audit.xlsx",
        "1 more entry in audit.xlsx",
    ):  # fmt: skip
        assert words in text, words
    assert len(json.loads((tmp_path / "findings.json").read_text())) == len(audit.findings) + 30


def test_an_empty_audit_has_a_report_too(audit, tmp_path):
    nothing = dataclasses.replace(
        audit, run={}, arrivals=[], records=[], entry_lines=[], links=[], findings=[], problems=[]
    )
    write_all(nothing, tmp_path)
    page = read(tmp_path)
    assert_self_contained(page)
    assert "0 entries checked against 0 documents" in page.text


def test_documents_without_entry_data_are_no_agreement(audit, tmp_path):
    lines = [line for line in audit.entry_lines if line.entry_number != "9QX-0013350-1"]
    findings = [f for f in audit.findings if f.entry_number != "9QX-0013350-1"]
    write_all(dataclasses.replace(audit, entry_lines=lines, findings=findings), tmp_path)
    text = read(tmp_path).text
    assert "9QX-0013350-1 No entry data given" in text
    assert "No entry data was given for this entry." in text


def test_documents_that_do_not_state_the_declared_origin_are_no_agreement(audit, tmp_path):
    lines = [
        dataclasses.replace(line, text={**line.text, "country_of_origin": "JP"})
        for line in audit.entry_lines
        if line.entry_number == "9QX-0013350-1"
    ]
    write_all(dataclasses.replace(audit, entry_lines=lines, findings=[]), tmp_path)
    text = read(tmp_path).text
    assert "9QX-0013350-1 Unsupported" in text
    assert "None of these documents states the origin that the entry declares." in text


def test_findings_about_lost_documents_keep_their_status(audit, tmp_path):
    lost = next(f for f in audit.findings if not f.entry_number)
    unsure = dataclasses.replace(lost, status=Status.NOT_EVALUABLE, rule="doc.seal.missing", message="no seal is seen")
    write_all(dataclasses.replace(audit, findings=[unsure]), tmp_path)
    page = read(tmp_path)
    assert "doc.seal.missing No single entry no seal is seen" in page.text
    assert not [attrs for attrs in page.named("section") if "finding" in (attrs.get("class") or "")]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_colour_has_enough_contrast_on_every_ground():
    style = (Path(report_html.__file__).with_name("templates") / "report.css").read_text()
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", style))
    inks = "ink soft link critical error warning info question agreement none".split()
    for ink in inks:
        for ground in ("#ffffff", colours["wash"]):
            assert (_luminance(ground) + 0.05) / (_luminance(colours[ink]) + 0.05) >= 4.5, (ink, ground)


def test_the_report_says_what_the_official_lists_cover(audit, tmp_path):
    lists = {"reference": ["Section 301 list: starter set, 27 numbers, as of 2026-11-27"]}
    write_all(dataclasses.replace(audit, run=lists), tmp_path)
    page = read(tmp_path)
    assert_self_contained(page)
    assert "Section 301 list: starter set, 27 numbers, as of 2026-11-27" in page.text
    assert "it is not cleared" in page.text


def test_what_to_ask_the_supplier_for_stands_in_two_languages(page):
    assert "The purchase invoice and origin of the resin" in page.text
    assert "树脂的采购发票和产地" in page.text
