"""Whoever carries a terminal off has its files. Tries everything in them as a key to a sealed record: each PEM as a
recipient's key, and each run of 32 bytes as the very key of the content (AES-256-GCM is AES in counter mode: a
right key shows the magic of zstd in the first four bytes)."""
import ctypes
import ctypes.util
import pathlib
import re
import subprocess
import tempfile

import records

ZSTD_MAGIC = bytes.fromhex("28b52ffd")
KEY_BYTES = 32


class Cipher:
    """One block of AES-256 by OpenSSL's own library."""

    def __init__(self):
        self.lib = ctypes.CDLL(ctypes.util.find_library("crypto"))
        for name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_ecb"):
            getattr(self.lib, name).restype = ctypes.c_void_p
        self.context = ctypes.c_void_p(self.lib.EVP_CIPHER_CTX_new())
        self.out, self.size = ctypes.create_string_buffer(64), ctypes.c_int()
        self.lib.EVP_EncryptInit_ex(self.context, ctypes.c_void_p(self.lib.EVP_aes_256_ecb()), None, None, None)

    def block(self, key, plain):
        self.lib.EVP_EncryptInit_ex(self.context, None, None, key, None)
        self.lib.EVP_EncryptUpdate(self.context, self.out, ctypes.byref(self.size), plain, len(plain))
        return self.out.raw[:16]


def gcm_start(key, nonce, plain):
    """The ciphertext of a few bytes by OpenSSL's AES-256-GCM: what `rob` must recognise."""
    lib = Cipher().lib
    lib.EVP_aes_256_gcm.restype = ctypes.c_void_p
    context, out, size = ctypes.c_void_p(lib.EVP_CIPHER_CTX_new()), ctypes.create_string_buffer(64), ctypes.c_int()
    lib.EVP_EncryptInit_ex(context, ctypes.c_void_p(lib.EVP_aes_256_gcm()), None, key, nonce)
    lib.EVP_EncryptUpdate(context, out, ctypes.byref(size), plain, len(plain))
    return out.raw[:len(plain)]


def counter_block(sealed):
    """The first counter block and the first four bytes of the ciphertext, from the CMS."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(sealed)
        file.flush()
        dump = subprocess.run(["openssl", "asn1parse", "-inform", "DER", "-in", file.name], check=True,
                              capture_output=True, text=True).stdout.splitlines()
    at = next(i for i, line in enumerate(dump) if "aes-256-gcm" in line)
    nonce = next(re.search(r"\[HEX DUMP\]:([0-9A-F]{24})$", line) for line in dump[at:] if "OCTET STRING" in line)
    content = next(line for line in dump[at:] if "cont [ 0 ]" in line)
    offset, header, primitive = (int(re.search(p, content)[1]) for p in (r"^ *(\d+):", r"hl= *(\d+)", r"l= *(\d+) [pc]"))
    body = sealed[offset + header:offset + header + primitive]
    if "cons" in content:   # a constructed string: its first part
        length = body[1]
        body = body[2 + (length & 127 if length & 128 else 0):]
    return bytes.fromhex(nonce[1]) + (2).to_bytes(4, "big"), body[:4]


def opens_by_pem(sealed, pem):
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder) / "sealed"
        place.write_bytes(sealed)
        done = subprocess.run(["openssl", "cms", "-decrypt", "-inform", "DER", "-in", str(place), "-inkey", str(pem),
                               "-binary", "-out", str(place) + ".plain"], capture_output=True, check=False)
        plain = pathlib.Path(str(place) + ".plain")
        return done.returncode == 0 and plain.exists() and plain.read_bytes()[:4] == ZSTD_MAGIC


def content_key_places(files, wanted):
    """Where a run of 32 bytes is the content's key of one of `wanted` (counter block, first ciphertext bytes)."""
    cipher, found, tried = Cipher(), [], 0
    for path in files:
        data, seen = path.read_bytes(), set()
        for at in range(max(0, len(data) - KEY_BYTES + 1)):
            key = data[at:at + KEY_BYTES]
            if key in seen or len(set(key)) < 12:   # runs of zeros and text are no keys
                continue
            seen.add(key)
            for block, first in wanted:
                tried += 1
                stream = cipher.block(key, block)
                if bytes(a ^ b for a, b in zip(stream, first)) == ZSTD_MAGIC:
                    found.append(f"{path} holds the content's key at {at}")
    return found, tried


def rob(folders, entries):
    """What opens one of the entries, as a list of words; and how many keys were tried."""
    files = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()]
    sealed = [records.parts(entry)[2] for entry in entries]
    found, tried = [], 0
    for path in files:
        if b"PRIVATE KEY" in path.read_bytes():
            for entry, body in zip(entries, sealed):
                tried += 1
                if opens_by_pem(body, path):
                    found.append(f"{path} opens {pathlib.Path(entry).name}")
    places, runs = content_key_places(files, [counter_block(body) for body in sealed])
    return found + places, tried + runs
