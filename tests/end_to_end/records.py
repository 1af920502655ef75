"""Records of an outbox, opened with headquarters' reading key by openssl and zstd alone (FORMAT.md)."""
import json
import pathlib
import subprocess

HEADER_AT = 4


def open_record(entry, key):
    """The record inside an entry file; `key` is reading.key with reading.pem beside it."""
    data = pathlib.Path(entry).read_bytes()
    header_size = int.from_bytes(data[:HEADER_AT], "big")
    signature_size = data[HEADER_AT + header_size]
    sealed = data[HEADER_AT + header_size + 1 + signature_size:]
    key = pathlib.Path(key)
    packed = subprocess.run(["openssl", "cms", "-decrypt", "-inform", "DER", "-inkey", key, "-recip",
                             key.with_suffix(".pem"), "-binary"], input=sealed, capture_output=True, check=True)
    plain = subprocess.run(["zstd", "-dqc"], input=packed.stdout, capture_output=True, check=False)
    return json.loads(plain.stdout)


def sittings(outbox, key):
    """The sitting records of an outbox."""
    records = [open_record(entry, key) for entry in sorted(pathlib.Path(outbox).glob("*.entry"))]
    return [record for record in records if record["kind"] == "sitting"]


def answers(record):
    """position -> the last answer, as asah-fleet prints it."""
    last = {}
    for event in record["events"]:
        if event["type"] == "answered":
            response = event["response"]
            if response.get("rating"):
                last[event["position"]] = str(response["rating"])
            elif response.get("chosen"):
                last[event["position"]] = "|".join(response["chosen"])
            else:
                last[event["position"]] = None  # text or pairs: asah-fleet prints a dash
    return last
