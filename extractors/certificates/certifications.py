"""What a certification by a trader (USMCA, CAFTA-DR, KORUS …) says in sentences and beside its signature."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.captions.fields import Labelled
from extractors.certificates import letters
from extractors.certificates import stated as certificates
from extractors.layout import Run, Sheet
from extractors.papers import completeness
from extractors.parties import signatories
from extractors.sighted import Context, Values
from extractors.tables.goods_tables import Table


def complete(
    found: Values,
    rows: list[Values],
    tables: Sequence[Table],
    first: Sheet,
    runs: Sequence[Run],
    labelled: Sequence[Labelled],
    context: Context,
) -> tuple[Values, list[Values]]:
    """The certification's values and goods, completed.

    Args:
        found: its values by captions.
        rows: its goods by tables.
        first: its first page.
        runs: all its print in reading order.
    """
    found = dict(found)
    if "certifier_role" not in found:
        found.update(certificates.role_in_prose(runs, context))
    found.update(certificates.contact(runs, context))
    period = [found[name].value for name in ("blanket_from", "blanket_to") if name in found]
    told = letters.told(runs, context).items()
    found = {**{n: v for n, v in told if n != "issue_date" or v.value not in period}, **found}
    if not any("description" in row for row in rows):
        rows = letters.goods(runs, context) or rows
    elif not tables and (len(rows) < 2 or not any("hs_code" in row for row in rows)):
        rows = letters.listed_goods(runs, context) or rows
    if "certifier" not in found:
        goods_end = completeness.goods_end(tables, rows, 0.4)
        found.update(
            signatories.company_in_role(labelled, context)
            or signatories.signatory(runs, goods_end, context)
            or signatories.whose_letter(first, runs, goods_end, labelled, found, context)
        )
    if "certifier" in found:
        found["certifier"] = signatories.without_position(found["certifier"])
        found.update(signatories.roles_behind(labelled, found))
    return found, rows
