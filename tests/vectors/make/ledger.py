#!/usr/bin/env python3
"""Makes tests/vectors/ledger/ from kiosk/core/ledger/FORMAT.md alone, without any code of ours.

A vector: lines `expect` (accept, refuse), `code` (error key, or -), `comment`, an empty line, then the bytes.
The file's name begins with what it is: entry or signed.
"""
import hashlib
import pathlib
import struct

OUT = pathlib.Path(__file__).resolve().parent.parent / "ledger"


def field(data):
    return struct.pack(">I", len(data)) + data


def sha(data):
    return hashlib.sha256(data).digest()


def entry(type_line=b"asah/entry/1", n=1, record_class=1, sealed=b"sealed", digest_of=None):
    ids = [bytes([b]) * 16 for b in (0x11, 0x22, 0x33)]
    parent = sha(b"".join(field(x) for x in [b"asah/ledger/1", *ids]))
    header = field(type_line) + b"".join(field(x) for x in ids) + struct.pack(">Q", n)
    header += field(parent) + field(b"\x44" * 16) + bytes([record_class])
    header += field(sha(sealed if digest_of is None else digest_of))
    signature = bytes.fromhex("3006020101020102")
    return field(header) + bytes([len(signature)]) + signature + sealed


def signed(count=1, tail=b""):
    return field(b"asah/x/1\n{}") + bytes([count]) + (b"\x66" * 32 + b"\x02\x30\x00") * count + tail


def write(name, code, comment, data):
    expect = "accept" if code == "-" else "refuse"
    head = f"expect {expect}\ncode {code}\ncomment {comment}\n\n"
    (OUT / name).write_bytes(head.encode() + data)


write("entry_first.vector", "-", "the first entry of a ledger", entry())
write("entry_operator.vector", "-", "class operator, a high number", entry(n=2**40, record_class=2))
write("entry_number_zero.vector", "malformed_input", "0 is the genesis", entry(n=0))
write("entry_class_three.vector", "malformed_input", "no such class", entry(record_class=3))
write("entry_version_two.vector", "unsupported", "another version", entry(b"asah/entry/2"))
write("entry_other_body.vector", "digest_mismatch", "digest of another body", entry(digest_of=b"x"))
write("entry_no_body.vector", "malformed_input", "nothing is sealed", entry(sealed=b""))
write("entry_cut.vector", "malformed_input", "cut within the header", entry()[:100])
write("signed_one.vector", "-", "one signature", signed())
write("signed_none.vector", "-", "well formed, but nobody signed", signed(0))
write("signed_nine.vector", "malformed_input", "more than eight signatures", signed(9))
write("signed_tail.vector", "malformed_input", "a byte too many", signed(tail=b"x"))
