"""Records of an outbox, opened with headquarters' reading key by openssl and zstd alone (FORMAT.md)."""
import json
import pathlib
import subprocess


def parts(entry):
    """Header, signature, sealed record of an outbox file (FORMAT.md, section 3)."""
    data = pathlib.Path(entry).read_bytes()
    size = int.from_bytes(data[:4], "big")
    length = data[4 + size]
    return data[4:4 + size], data[5 + size:5 + size + length], data[5 + size + length:]


def open_record(entry, key):
    """The record inside an entry file; `key` is reading.key with reading.pem beside it."""
    key = pathlib.Path(key)
    packed = subprocess.run(["openssl", "cms", "-decrypt", "-inform", "DER", "-inkey", key, "-recip",
                             key.with_suffix(".pem"), "-binary"], input=parts(entry)[2], capture_output=True, check=True)
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
