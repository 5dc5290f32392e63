"""How files are dealt out to the workers of a cluster."""

from __future__ import annotations

import pytest

from flows.cluster import shards


@pytest.mark.parametrize(("files", "workers", "most"), [(83, 2, 200), (1000, 3, 50), (1, 4, 200), (0, 2, 200)])
def test_every_file_is_dealt_out_once_and_the_last_shards_are_small(files: int, workers: int, most: int) -> None:
    dealt = list(shards(range(files), workers, most))
    assert [file for shard in dealt for file in shard] == list(range(files))
    sizes = [len(shard) for shard in dealt]
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes, default=0) <= most
    assert sizes[-1:] in ([1], [])
