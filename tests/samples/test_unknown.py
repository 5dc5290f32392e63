"""Papers with words made unknown."""

from __future__ import annotations

from extractors.layout import lay_out
from extractors.recognise import UNKNOWN, recognise
from sample_docs.unknown import nonsense, without_title
from tests.extractors.prepared import page


def test_a_word_made_unknown_keeps_its_length_its_case_and_its_figures() -> None:
    said = nonsense("Packing-list 12 箱数")
    assert len(said) == len("Packing-list 12 箱数")
    assert said[0].isupper()
    assert said[1:7].islower()
    assert (said[7], said[12:16]) == ("-", " 12 ")
    assert not set("箱数") & set(said)
    assert said == nonsense("Packing-list 12 箱数")


def test_only_the_title_is_made_unknown() -> None:
    told = [(0.4, 0.05, "PACKING LIST"), (0.06, 0.12, "Shipper: ACME CO LTD"), (0.06, 0.2, "Gross weight 880 KGS")]
    before = page(told)
    after = without_title(before)
    assert recognise(lay_out(before)).kind == "ship.packing_list"
    assert recognise(lay_out(after)).kind == UNKNOWN
    assert [word.text for word in after.words][2:] == [word.text for word in before.words][2:]
    assert [word.box for word in after.words] == [word.box for word in before.words]
