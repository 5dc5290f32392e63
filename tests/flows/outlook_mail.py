"""Mails as Outlook saves them, written byte by byte after [MS-CFB] and [MS-OXMSG]: no library writes them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Tree = dict[str, "bytes | Tree"]


@dataclass
class Mail:
    """A mail; an attachment is bytes, another mail, or None for one that is only linked."""

    subject: str
    attachments: dict[str, bytes | Mail | None] = field(default_factory=dict)


def written(mail: Mail) -> bytes:
    return _compound(_mail(mail, 32))


def _mail(mail: Mail, header: int) -> Tree:
    tree: Tree = {}
    properties = _text(tree, 0x0037, mail.subject)
    count = len(mail.attachments)
    tree["__properties_version1.0"] = struct.pack("<8x4I", 0, count, 0, count).ljust(header, b"\0") + properties
    for number, (name, content) in enumerate(mail.attachments.items()):
        tree[f"__attach_version1.0_#{number:08X}"] = _attachment(name, content)
    return tree


def _attachment(name: str, content: bytes | Mail | None) -> Tree:
    tree: Tree = {}
    properties = _text(tree, 0x3707, name)
    method = 2 if content is None else 1 if isinstance(content, bytes) else 5
    properties += struct.pack("<HHIII", 0x0003, 0x3705, 6, method, 0)
    if isinstance(content, bytes):
        tree["__substg1.0_37010102"] = content
        properties += struct.pack("<HHIII", 0x0102, 0x3701, 6, len(content), 0)
    elif content:
        tree["__substg1.0_3701000D"] = _mail(content, 24)
        properties += struct.pack("<HHIII", 0x000D, 0x3701, 6, 0xFFFFFFFF, 1)
    tree["__properties_version1.0"] = bytes(8) + properties
    return tree


def _text(tree: Tree, tag: int, text: str) -> bytes:
    data = text.encode("utf-16-le")
    tree[f"__substg1.0_{tag:04X}001F"] = data
    return struct.pack("<HHIII", 0x001F, tag, 6, len(data) + 2, 0)


def _compound(tree: Tree) -> bytes:
    """A compound file: directory entries in a chain to the right, which readers take for a tree."""
    entries: list[list[object]] = [["Root Entry", 5, NONE, NONE, b""]]  # name, kind, right, child, content
    _enter(tree, 0, entries)
    small, chains = bytearray(), list[int]()
    places: list[tuple[int, int]] = []
    big = bytearray()
    fat: list[int] = []

    def place(data: bytes) -> int:
        first = len(fat)
        count = -(-len(data) // SECTOR)
        fat.extend([*range(first + 1, first + count), END] if count else [])
        big.extend(data.ljust(count * SECTOR, b"\0"))
        return first if count else END

    for _, _, _, _, content in entries:
        assert isinstance(content, bytes)
        if len(content) >= CUTOFF:
            places.append((place(content), len(content)))
        elif content:
            first, count = len(chains), -(-len(content) // SMALL)
            chains.extend([*range(first + 1, first + count), END])
            small.extend(content.ljust(count * SMALL, b"\0"))
            places.append((first, len(content)))
        else:
            places.append((END, 0))
    places[0] = (place(bytes(small)), len(small))
    chain_start = place(
        b"".join(struct.pack("<I", one) for one in chains).ljust(-(-len(chains) // 128) * SECTOR, b"\xff")
    )
    directory = b"".join(_entry(entry, *where) for entry, where in zip(entries, places, strict=True))
    directory_start = place(directory)
    fats = next(n for n in range(1, 100) if n * 128 >= len(fat) + n)
    fat_start = len(fat)
    fat += [FAT_SECTOR] * fats
    fat += [FREE] * (fats * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, directory_start, 0, CUTOFF,
                          chain_start, -(-len(chains) // 128), END, 0, fat_start)  # fmt: skip
    header += b"".join(struct.pack("<I", fat_start + n if n < fats else FREE) for n in range(1, 109))
    return header + bytes(big) + b"".join(struct.pack("<I", one) for one in fat)


def _enter(tree: Tree, parent: int, entries: list[list[object]]) -> None:
    before = None
    for name, content in tree.items():
        number = len(entries)
        entries.append([name, 2, NONE, NONE, content] if isinstance(content, bytes) else [name, 1, NONE, NONE, b""])
        if before is None:
            entries[parent][3] = number
        else:
            entries[before][2] = number
        before = number
        if not isinstance(content, bytes):
            _enter(content, number, entries)


def _entry(entry: list[object], start: int, size: int) -> bytes:
    name, kind, right, child, _ = entry
    text = str(name).encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", text, len(text), kind, 1, NONE, right, child, start, size)
