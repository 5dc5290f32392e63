"""The kept files on S3, against a real server of that protocol on this machine."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from hashlib import sha256

import pytest
from moto.server import ThreadedMotoServer

from flows.store import blobs


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket on a free port, with what finds it in the environment as a user would set it."""
    import s3fs

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    for variable, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(variable, value)
    s3fs.S3FileSystem.clear_instance_cache()
    name = f"audit-{uuid.uuid4().hex}"  # the server keeps its buckets as long as this process lives
    s3fs.S3FileSystem().mkdir(name)
    try:
        yield f"s3://{name}/blobs"
    finally:
        s3fs.S3FileSystem.clear_instance_cache()
        server.stop()


def test_bytes_are_kept_once_under_their_hash_and_come_back(bucket: str) -> None:
    data = b"%PDF-1.7 " + b"x" * 3_000_000
    kept = blobs.keep(bucket, io.BytesIO(data), 10_000_000)
    assert kept == (sha256(data).hexdigest(), len(data))
    assert blobs.keep(bucket, io.BytesIO(data), 10_000_000) == kept
    assert blobs.get(bucket, kept[0]) == data
    assert blobs.missing(bucket, [kept[0], "0" * 64]) == ["0" * 64]
    whole, parts = blobs.older_than(bucket, dt.datetime.now(dt.UTC) + dt.timedelta(minutes=1))
    assert (whole, parts) == ([kept[0]], [])
    blobs.remove(bucket, whole, [])
    assert blobs.missing(bucket, [kept[0]]) == [kept[0]]


def test_a_file_beyond_the_limit_is_hashed_and_not_kept(bucket: str) -> None:
    name, size = blobs.keep(bucket, io.BytesIO(b"y" * 2000), 1000)
    assert size == 2000
    assert blobs.missing(bucket, [name]) == [name]
