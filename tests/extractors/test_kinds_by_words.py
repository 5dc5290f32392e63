"""Papers without a known title, papers that only read like one, and what says so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extractors.cutting import cut_documents
from extractors.forms import forms
from extractors.layout import Sheet, lay_out
from extractors.nlp.bag_of_words import untaught
from extractors.nlp.kinds import BUCKETS, kinds_by_words, told_by_words, words_of
from extractors.nlp.kinds_looks import looks_of
from extractors.reader import ReadSettings, read_page
from extractors.recognise import UNKNOWN, Recognised, recognise
from sample_docs.fitting import fitted
from sample_docs.teach_kinds import Lesson, teach
from sample_docs.unknown import nonsense, without_title
from schemas.page import Box, Page
from tests.extractors.prepared import page

STRANGERS = Path(__file__).parents[2] / "sample_docs" / "strangers"


@cache
def _page(path: str) -> Page:
    file = STRANGERS / path
    return read_page(file.read_bytes(), file.name, 1, ReadSettings())


def _sheet(path: str, *, titled: bool = True) -> Sheet:
    read = _page(path)
    return lay_out(read if titled else without_title(read))


INVOICE, PACKING_LIST = "development/inbox/220_ship.invoice.pdf", "development/inbox/226_ship.packing_list.pdf"


@pytest.mark.parametrize(
    "name",
    [
        "015_cert.usmca", "209_fac.production_order", "215_fac.bom", "220_ship.invoice", "226_ship.packing_list",
        "518_fac.goods_receipt", "548_ship.bl",
    ],
)  # fmt: skip
def test_an_untitled_paper_is_told_by_its_words_with_the_captions_that_say_so(name: str) -> None:
    sheet = _sheet(f"development/inbox/{name}.pdf", titled=False)
    [cut] = cut_documents([sheet])
    assert recognise(sheet) == Recognised(UNKNOWN, 0.0, ("no title of a known kind was found",))
    assert cut.recognised.kind == name.partition("_")[2]
    assert 0.6 <= cut.recognised.score <= 0.8
    assert "no known title, but its words, “" in cut.recognised.reasons[0]


@pytest.mark.parametrize("name", ["1018_mt700.pdf", "1014_ins_claim.pdf"])
def test_a_phrase_in_the_print_of_a_paper_of_no_kind_makes_none_of_it(name: str) -> None:
    sheet = _sheet(f"none/inbox/{name}")
    [cut] = cut_documents([sheet])
    assert recognise(sheet).kind == "ship.invoice"
    assert cut.recognised.kind == UNKNOWN
    assert "its words are those of papers of none of the kinds" in cut.recognised.reasons[0]


def test_words_do_not_outdo_the_title_of_a_kind_that_was_not_taught() -> None:
    letter = [_sheet("none/inbox/1018_mt700.pdf")]
    chances = kinds_by_words(letter)
    titled = Recognised("fac.payment", 0.94, ("Bank slip: “REMITTANCE ADVICE” in the top third",), alone=True)
    assert "fac.payment" not in chances
    assert told_by_words(letter, titled) is titled
    assert told_by_words(letter, replace(titled, alone=False)).kind == UNKNOWN


def test_a_paper_of_none_of_the_kinds_by_its_title_stays_one() -> None:
    titled = Recognised(UNKNOWN, 0.95, ("none of the kinds: “CREDIT NOTE” as a title",))
    assert told_by_words([_sheet(INVOICE, titled=False)], titled) is titled


def test_words_of_no_language_tell_no_kind() -> None:
    scrawl = page([(0.1, 0.1 + 0.05 * i, nonsense(f"Invoice {i} goods of China")) for i in range(12)])
    [cut] = cut_documents([lay_out(scrawl)])
    assert cut.recognised.kind == UNKNOWN


def test_a_page_without_words_has_no_chances() -> None:
    assert kinds_by_words([Sheet(_page(INVOICE), ())]) == {}


def test_taught_are_kinds_that_there_are_and_none() -> None:
    taught = set(kinds_by_words([_sheet(INVOICE)]))
    assert UNKNOWN in taught
    assert taught - {UNKNOWN} <= set(forms())
    assert sum(kinds_by_words([_sheet(INVOICE)]).values()) == pytest.approx(1, abs=1e-3)


def test_words_are_told_once_with_the_captions_that_are_known() -> None:
    words = words_of([_sheet(PACKING_LIST)])
    assert len(words) == len(set(words))
    assert any(word.startswith("=") for word in words)
    assert any(word.startswith("@columns.") for word in words)


def test_the_same_lessons_teach_the_same() -> None:
    from spacy.tokens import Doc

    lessons = [
        Lesson(f"{kind}{n}.pdf", kind, [word, "total"], [word, "total"])
        for n in range(12)
        for kind, word in (("ship.invoice", "price"), ("ship.packing_list", "carton"), ("other", "dear"))
    ]

    def told(word: str) -> dict[str, float]:
        nlp = teach(lessons)
        return nlp.get_pipe("textcat")(Doc(nlp.vocab, words=[word])).cats

    assert told("carton") == told("carton")
    assert max(told("carton"), key=told("carton").__getitem__) == "ship.packing_list"
    assert untaught(BUCKETS).pipe_names == ["textcat"]


def test_what_print_looks_like_is_told_whatever_its_words() -> None:
    lines = ("Zib vorrel MSKU 907032 3", "Ulm 180-44178820", "US$ 1,240.00", "9403.20.0050", "412.50", "88.00")
    looks = looks_of([lay_out(page([(0.1, 0.1 + 0.05 * i, text) for i, text in enumerate(lines)]))])
    assert {"#container", "#awb", "#money", "#hs10", "#dec2"} <= set(looks)
    assert "#entry" not in looks
    letter = page([(0.1, 0.1, "Dear Sirs, please find enclosed what you have asked our office for")])
    assert "#sent5" in looks_of([lay_out(letter)])
    assert looks_of([Sheet(_page(INVOICE), ())]) == []


def test_words_that_were_not_taught_share_no_weights() -> None:
    taught = [(0.1, 0.1, "Invoice"), (0.1, 0.2, "Unit price"), (0.1, 0.3, "Amount"), (0.1, 0.4, "Total")]
    more = [(0.1, 0.5 + 0.02 * i, nonsense(f"Schraubenzieher{i}werk")) for i in range(3)]
    looks = [looks_of([lay_out(page([*taught, *rest]))]) for rest in ([], more)]
    assert looks[0] == looks[1]
    assert kinds_by_words([lay_out(page(taught))]) == kinds_by_words([lay_out(page([*taught, *more]))])


def test_a_title_among_the_papers_that_go_with_another_is_outdone_by_words_that_are_far_from_it() -> None:
    sheet = _sheet("development/inbox/548_ship.bl.pdf", titled=False)
    titled = Recognised("ship.invoice", 0.953, ("Commercial invoice: “COMMERCIAL INVOICE” as a title",), alone=True)
    assert told_by_words([sheet], titled).kind == "ship.bl"
    own = _sheet(INVOICE, titled=False)
    assert told_by_words([own], titled) is titled


def test_the_title_of_an_agreement_is_not_outdone_by_the_captions_of_another_that_asks_for_the_same() -> None:
    sheet = _sheet("development/inbox/015_cert.usmca.pdf", titled=False)
    titled = Recognised("cert.co_pa_pe", 0.97, ("“TRADE PROMOTION AGREEMENT” as a title",), alone=True)
    assert told_by_words([sheet], titled) is titled
    assert told_by_words([sheet], replace(titled, alone=False)).kind == "cert.usmca"


@pytest.mark.parametrize(("titled", "told"), [("coo.generic_chamber", "cert.korus"), ("other", "other")])
def test_agreements_that_share_the_words_of_certifications_outdo_a_title_that_names_none(
    titled: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chances = {"cert.korus": 0.56, "cert.usmca": 0.4, "coo.generic_chamber": 0.01, "other": 0.03}
    monkeypatch.setattr("extractors.nlp.kinds.kinds_by_words", lambda sheets: chances)
    named = Recognised(titled, 0.745, ("“CERTIFICATION OF ORIGIN” in the top third",), alone=True)
    assert told_by_words([_sheet("development/inbox/015_cert.usmca.pdf")], named).kind == told


def test_a_kind_that_is_only_named_among_other_words_is_none() -> None:
    lines = (
        "Rules of the packing list game for two players", "Shuffle the cards and deal seven to each", "Good luck",
        "The first player may ask for one card in each round; please return all of them after use",
        "Whoever has no more cards at the end of the day is the winner, and must pay for the next game",
    )  # fmt: skip
    sheet = lay_out(page([(0.1, 0.1 + 0.05 * i, text) for i, text in enumerate(lines)]))
    named = Recognised("ship.packing_list", 0.96, ("Packing list: “PACKING LIST” in the top third",))
    assert told_by_words([sheet], named).kind == UNKNOWN


def test_lessons_are_thinned_otherwise_every_time_and_alike_in_every_teaching() -> None:
    from spacy.tokens import Doc

    told = [(["price", "amount", f"a{n}"], "ship.invoice") for n in range(8)]
    told += [(["carton", "pallet", f"b{n}"], "ship.packing_list") for n in range(8)]

    def chance() -> float:
        nlp = fitted(BUCKETS, told, ["ship.invoice", "ship.packing_list"], epochs=9, batch=4, rate=0.01, left_out=0.5)
        return nlp.get_pipe("textcat")(Doc(nlp.vocab, words=["carton"])).cats["ship.packing_list"]

    assert chance() == chance() > 0.5


def test_the_words_that_certificates_share_do_not_outdo_the_agreement_that_the_title_names() -> None:
    drawn = page([
        (0.3, 0.05, "ASEAN-CHINA FREE TRADE AREA"), (0.4, 0.07, "CERTIFICATE OF ORIGIN"), (0.45, 0.09, "FORM E"),
        (0.07, 0.12, "Exporter/Consignor"), (0.07, 0.14, "PT Karya Mandiri Plastik Tbk"), (0.5, 0.12, "Reference No."),
        (0.07, 0.2, "Importer / Consignee"), (0.5, 0.2, "Country of origin of the goods"),
        (0.07, 0.28, "Transport details (Optional)"), (0.5, 0.28, "Destination country"),
        (0.07, 0.33, "Marks and numbers"), (0.5, 0.33, "Gross weight"), (0.7, 0.33, "Origin criterion"),
        (0.07, 0.6, "Declaration by the exporter"), (0.5, 0.6, "Certification"), (0.5, 0.62, "Ministry of Trade"),
    ])  # fmt: skip
    [cut] = cut_documents([lay_out(drawn)])
    assert cut.recognised.kind == "coo.acfta.form_e"


@pytest.mark.parametrize("beside", ["HEZE JADE WORKS CO., LTD.", "12 RIVER ROAD"])
def test_a_title_without_room_on_one_line_is_one(beside: str) -> None:
    drawn = page([
        (0.07, 0.05, "1. Exporter"), (0.07, 0.066, beside), (0.07, 0.08, "HEZE, CHINA"),
        (0.55, 0.05, "REGIONAL COMPREHENSIVE ECONOMIC"), (0.6, 0.075, "PARTNERSHIP AGREEMENT"),
        (0.6, 0.1, "CERTIFICATE OF ORIGIN"), (0.07, 0.2, "2. Consignee"), (0.5, 0.7, "Ministry of Trade"),
    ], [Box(0.06, 0.04, 0.5, 0.15), Box(0.5, 0.04, 0.95, 0.15)])  # fmt: skip
    tall = tuple(replace(w, box=replace(w.box, y1=w.box.y0 + 0.016)) if w.box.x0 > 0.5 and w.box.y0 < 0.11 else w
                 for w in drawn.words)  # fmt: skip
    assert recognise(lay_out(replace(drawn, words=tall))).kind == "coo.rcep"
