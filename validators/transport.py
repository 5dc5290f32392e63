"""The TRANSPORT frame: containers, vessels and ports of the papers of an entry, beside its bills of lading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polars as pl
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from schemas.record import Record, Value
from validators import counterparts, ports

CONTAINER = re.compile(r"(?<![A-Z])[A-Z]{3}[UJZ]\s?\d{6}[\s-]?\d(?!\d)")
BILLS = ["ship.bl", "ship.awb"]
DISPATCH = "fac.dispatch"
_BOXED = ("ship.bl", "ship.packing_list", DISPATCH, "fac.import_declaration_other")


def build(
    records: Sequence[Record],
    documents: pl.DataFrame,
    places: pl.DataFrame,
    links: pl.DataFrame,
    entries: pl.DataFrame,
) -> pl.DataFrame:
    """The TRANSPORT frame: one row a paper and entry, the first bill of lading (else packing list) beside it.

    Args:
        documents: `Documents` with `name`.
        places: index and loading_place of dispatch notes.
    """
    carried = pl.col("kind").str.starts_with("ship.") | (pl.col("kind") == DISPATCH) | (pl.col("name") == "certificate")
    values = "container vessel port_of_loading transport issue_date".split()
    papers = documents.filter(
        carried & ~(pl.col("kind").str.starts_with("fac.") & (pl.col("kind") != DISPATCH))
    ).select("index", "kind", "name", *values, *(f"{value}__conf" for value in values))
    papers = papers.join(places, on="index", how="left")
    held = _containers(records)
    papers = papers.join(held.group_by("index").agg(boxes=pl.col("box")), on="index", how="left")
    loaded = ports.columns(papers["port_of_loading"])
    papers = papers.join(
        loaded.rename({"place": "port_of_loading", "country": "loaded_in", "feeder": "loaded_at_feeder",
                       "verified": "loaded_verified"}),
        on="port_of_loading", how="left",
    )  # fmt: skip
    taken = ports.columns(papers["loading_place"]).rename(
        {"place": "loading_place", "country": "taken_from", "verified": "taken_verified"}
    )
    papers = papers.join(taken.drop("feeder"), on="loading_place", how="left")
    own = links.join(papers, on="index")
    beside = own.filter(pl.col("kind").is_in([*BILLS, "ship.packing_list"]))
    beside = beside.sort(
        "entry_number", pl.col("kind").replace_strict({"ship.bl": 0, "ship.awb": 1}, default=2), "index"
    )
    first = beside.unique("entry_number", keep="first", maintain_order=True)
    first = first.rename({name: f"other_{name}" for name in first.columns if name != "entry_number"})
    frame = own.rename({name: f"doc_{name}" for name in own.columns if name != "entry_number"}).join(
        first, on="entry_number", how="left"
    )
    frame = frame.join(_on_bills(links, documents, held), on=["entry_number", "doc_index"], how="left")
    frame = frame.join(counterparts.shipped(documents, links), on="entry_number", how="left")
    frame = frame.join(entries, on="entry_number").rename(
        {
            "doc_loaded_in": "loaded_in",
            "doc_loaded_at_feeder": "loaded_at_feeder",
            "doc_taken_from": "taken_from",
            "doc_taken_verified": "taken_verified",
        }
    )
    frame = frame.with_columns(loaded_there=pl.coalesce("other_loaded_in", "entry_exporting_country"))
    return frame.with_columns(vessel_score=_vessels(frame), on_route=_routes(frame))


def _containers(records: Sequence[Record]) -> pl.DataFrame:
    """`index` and `box`: every container number that a paper names anywhere."""
    found = {
        (index, re.sub(r"\W", "", box))
        for index, record in enumerate(records)
        if record.kind in _BOXED
        for value in _values_but_numbers(record)
        for box in CONTAINER.findall(f"{value.value or ''} {value.raw}".upper())
    }
    return pl.DataFrame(sorted(found), schema={"index": pl.Int64(), "box": pl.String()}, orient="row")


_NUMBERS = ("bl_number", "master_number", "document_number", "booking_number")
"""A carrier may number its bills as it numbers its boxes: `ZIMU9828662`."""


def _values_but_numbers(record: Record) -> Iterator[Value]:
    for part in (record.fields, *record.lines):
        for name, value in part.items():
            if value is not None and name not in _NUMBERS:
                yield value


def _on_bills(links: pl.DataFrame, documents: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """`entry_number`, `doc_index`, `on_bill`, `bill_boxes`, `near_bill`: containers beside those of the entry's bills.

    Null where no bill of the entry names a container. `bill_boxes` are those of the bills; `near_bill` says that a
    strange number is one character from one on the bill; `on_papers` that a bill or packing list of the entry names
    one of them.
    """
    boxed = links.join(held, on="index").join(documents.select("index", "kind"), on="index")
    billed = boxed.filter(pl.col("kind").is_in(BILLS))
    bills = billed.group_by("entry_number").agg(billed=pl.col("box").unique())
    listed = boxed.filter(pl.col("kind").is_in([*BILLS, "ship.packing_list"])).select("entry_number", "box").unique()
    own = boxed.filter(~pl.col("kind").is_in(BILLS)).join(bills, on="entry_number", how="left")
    own = own.join(listed.with_columns(on_papers=pl.lit(value=True)), on=["entry_number", "box"], how="left")
    own = own.with_columns(strange=~pl.col("box").is_in(pl.col("billed")))
    open_ = own.filter(pl.col("strange").fill_null(value=False)).select("box", "billed").unique()
    near = [any(Levenshtein.distance(box, b, score_cutoff=1) <= 1 for b in billed) for box, billed in open_.iter_rows()]
    own = own.join(
        open_.with_columns(near=pl.Series(near, dtype=pl.Boolean)).select("box", "near").unique("box"),
        on="box", how="left",
    )  # fmt: skip
    return own.group_by("entry_number", doc_index="index").agg(
        on_bill=pl.when(pl.col("strange").is_not_null().all()).then(~pl.col("strange").any()),
        bill_boxes=pl.col("billed").first().list.sort().list.join(", "),
        near_bill=pl.col("near").any(),
        on_papers=pl.col("on_papers").any(),
        shared_boxes=pl.col("box").filter(pl.col("on_papers").fill_null(value=False)).unique().sort().str.join(", "),
    )


def _vessels(frame: pl.DataFrame) -> pl.Series:
    """Likeness of the vessel of a paper (of a certificate: of its route) and that of the bill; each pair once."""
    ours = pl.coalesce("doc_vessel", pl.when(pl.col("doc_name") == "certificate").then("doc_transport"))
    pairs = frame.select(
        a=pl.when(~pl.col("doc_kind").is_in(BILLS)).then(ours),
        b=pl.when(pl.col("other_kind").is_in(BILLS)).then("other_vessel"),
    )
    distinct = pairs.drop_nulls().unique()
    scores = [fuzz.partial_ratio(_ship(a), _ship(b)) / 100 if _ship(a) and _ship(b) else None
              for a, b in distinct.iter_rows()]  # fmt: skip
    distinct = distinct.with_columns(score=pl.Series(scores, dtype=pl.Float64))
    return pairs.join(distinct, on=["a", "b"], how="left", maintain_order="left")["score"]


def _ship(text: str) -> str:
    """A vessel's name without `MV`, voyage and route."""
    name = re.split(
        r"[/,]|\bV(?:OY|OYAGE)?\b\.?\s*(?:NO\.?\s*)?\w*\d|\s\d", re.sub(r"\bM\.?/?V\.?\s", " ", text.upper())
    )[0]
    return re.sub(r"[^A-Z ]", "", name).strip()


def _routes(frame: pl.DataFrame) -> pl.Series:
    """Whether the route on a certificate names the country in which the bill says the goods were loaded.

    Null where the route names no port that is known.
    """
    pairs = frame.select(a=pl.when(pl.col("doc_name") == "certificate").then("doc_transport"), b="other_loaded_in")
    distinct = pairs.drop_nulls().unique()
    told = [((named := ports.countries_in(a)) and b in named) or (None if not named else False)
            for a, b in distinct.iter_rows()]  # fmt: skip
    distinct = distinct.with_columns(told=pl.Series(told, dtype=pl.Boolean))
    return pairs.join(distinct, on=["a", "b"], how="left", maintain_order="left")["told"]
