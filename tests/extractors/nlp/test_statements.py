"""Marks, statements, certifier roles and origin criteria."""

import pytest

from extractors.nlp.statements import certifier_role, find_markings, language, normalise_criterion, produced_in


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ISSUED RETROSPECTIVELY", "retroactive"),
        ("ISSUED RETR0ACTIVELY", "retroactive"),
        ("DÉLIVRÉ A POSTERIORI", "retroactive"),
        ("NACHTRÄGLICH AUSGESTELLT", "retroactive"),
        ("补发", "retroactive"),
        ("DUPLICATE", "duplicate"),
        ("CERTIFIED TRUE COPY of the original", "certified_true_copy"),
        ("COPY", "copy"),
        ("THIS CERTIFICATE REPLACES NO. C26", "replacement"),
        ("☑ Third-party invoicing", "third_party_invoice"),
        ("[X] BACK-TO-BACK", "back_to_back"),
    ],
)
def test_marks_are_seen(text: str, mark: str) -> None:
    assert getattr(find_markings(text), mark)


def test_empty_boxes_do_not_count_and_are_named() -> None:
    marks = find_markings("☐ ISSUED RETROACTIVELY ☑ THIRD-PARTY INVOICING ☐ EXHIBITION")
    assert (marks.retroactive, marks.third_party_invoice, marks.exhibition) == (False, True, False)
    assert marks.unticked == ("retroactive", "exhibition")


@pytest.mark.parametrize("text", ["ORIGINAL", "ORIGINAL/DUPLICATE/TRIPLICATE", "COPYRIGHT", "", "PHOTOCOPY MACHINES"])
def test_other_words_are_no_marks(text: str) -> None:
    marks = find_markings(text)
    assert (marks.copy, marks.duplicate, marks.retroactive) == (False, False, False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "the goods were produced in CHINA and comply with the Rules of Origin of the People's Republic of China",
            "CN",
        ),
        ("goods were produced in\nVIET NAM\n(country)", "VN"),
        ("MADE IN P.R.C.", "CN"),
        ("originate in the country shown in box 3\nKOREA CHAMBER OF COMMERCE AND INDUSTRY", None),
        ("originate in the country above. KOREA CHAMBER OF COMMERCE AND INDUSTRY", None),
        ("declares that the goods exported to USA", None),
    ],
)
def test_the_country_of_production(text: str, code: str | None) -> None:
    found = produced_in(text)
    assert (found.value if found else None) == code


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I certify that the goods qualify as the ☒ producer ☐ exporter ☐ importer", "producer"),
        ("☐ Importer ☑ Exporter ☐ Producer", "exporter"),
        ("IMPORTER [ ] EXPORTER [X] PRODUCER [ ]", "exporter"),
        ("Certifier: Producer", "producer"),
        ("I am the exporter of the goods described", "exporter"),
        ("Exporter", "exporter"),
        ("Certification by: [x] Exporter [ ] Producer", "exporter"),
        ("Exporter name and address, producer name and address", None),
    ],
)
def test_who_certifies(text: str, role: str | None) -> None:
    found = certifier_role(text)
    assert (found.value if found else None) == role


@pytest.mark.parametrize(
    ("text", "criterion"),
    [
        ('"PE"', "PE"),
        ("PSR", "PSR"),
        ("4.2(b)", "B"),
        ("B", "B"),
        ("RVC 45 %", "RVC 45%"),
        ("rvc45%", "RVC 45%"),
        ("“WO”", "WO"),
        ("45%", "45%"),
        ("Y 35%", "Y 35%"),
        ('"Y" 65%', "Y 65%"),
        ("W 9403", "W 9403"),
        ("CTH", "CTH"),
        ("W0", "WO"),
        ('"P5R"', "PSR"),
        ("PE ACU", "PE ACU"),
        ("P", "P"),
        ("WHOLLY OBTAINED", "WO"),
        ("", None),
        ("***", None),
    ],
)
def test_origin_criteria_have_one_form(text: str, criterion: str | None) -> None:
    found = normalise_criterion(text)
    assert (found.value if found else None) == criterion


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("THIS IS TO CERTIFY that the goods", "en"),
        ("原产地证书", "zh"),
        ("certifico que las mercancías de origen", "es"),
        ("xuất xứ hàng hóa", "vi"),
        ("NINGBO 500", "en"),
    ],
)
def test_the_language_of_a_text(text: str, name: str) -> None:
    assert language(text) == name
