#!/bin/bash
# Opens one entry with the command line's tools alone, as kiosk/core/ledger/FORMAT.md describes it; nothing of
# Asah runs here. Says what is proved, then prints the head of the record.
#
#   open_entries.sh ENTRY TERMINALS KEY...
#
# ENTRY      an outbox file of whatever terminal
# TERMINALS  orders/terminals.json: the terminals' signing certificates
# KEY        private reading keys (PEM), each with its certificate beside it: reading.key, reading.pem
set -euo pipefail

entry=$1 terminals=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "REFUSED: $(basename "$entry"): $*" >&2; exit 1; }
at() { head -c $(($1 + $2)) "$entry" | tail -c "$2"; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
number() { echo $((16#$(at "$1" "$2" | hex))); }

# The entry's parts: u32 length, header, u8 length, signature, sealed record.
header_size=$(number 0 4)
[ "$header_size" = 177 ] || fail "a header of $header_size bytes"
at 4 "$header_size" > "$work/header"
signature_size=$(number $((4 + header_size)) 1)
at $((5 + header_size)) "$signature_size" > "$work/signature"
tail -c +$((6 + header_size + signature_size)) "$entry" > "$work/sealed"

# Fields of the header: type 4+12, authority 4+16, terminal 4+16, ledger 4+16, u64 n, parent 4+32, record 4+16,
# u8 class, 4+32 digest of the sealed record.
terminal=$(at $((4 + 40)) 16 | hex)
ledger=$(at $((4 + 60)) 16 | hex)
n=$(number $((4 + 76)) 8)
record=$(at $((4 + 124)) 16 | hex)
digest=$(at $((4 + 145)) 32 | hex)

hash=$(sha256sum < "$work/header" | cut -d' ' -f1)
[ "$(basename "$entry")" = "$(printf '%s-%010d-%s.entry' "$ledger" "$n" "$hash")" ] || fail "its name says something else"
[ "$(sha256sum < "$work/sealed" | cut -d' ' -f1)" = "$digest" ] || fail "the sealed record is not the one signed"

python3 - "$terminals" "$terminal" > "$work/signer.der" <<'PYTHON' || fail "terminal $terminal is in no table"
import base64, json, sys
rows = json.load(open(sys.argv[1]))["terminals"]
sys.stdout.buffer.write(next(base64.b64decode(r["signing_certificate"]) for r in rows if r["terminal"] == sys.argv[2]))
PYTHON
openssl x509 -inform DER -in "$work/signer.der" -pubkey -noout > "$work/signer.pub"
openssl dgst -sha256 -verify "$work/signer.pub" -signature "$work/signature" "$work/header" > "$work/verified" 2>&1 ||
    fail "the signature is not this terminal's"
echo "entry $n of ledger $ledger, terminal $terminal: signature $(cat "$work/verified")"

[ $# -gt 0 ] || fail "no key to open it with"
for key in "$@"; do
    openssl cms -decrypt -inform DER -in "$work/sealed" -inkey "$key" -recip "${key%.key}.pem" -binary \
        -out "$work/packed" 2> "$work/words" || fail "$(basename "$key") does not open it"
    [ $(($(stat -c %s "$work/packed") % 256)) = 0 ] || fail "not padded to 256 bytes"
    zstd -dqf "$work/packed" -o "$work/record.json" || fail "no zstd stream inside"
    python3 - "$work/record.json" "$terminal" "$ledger" "$record" "$(basename "$key")" <<'PYTHON' || fail "the record names another place"
import json, sys
path, terminal, ledger, record, key = sys.argv[1:]
inside = json.load(open(path))
if (inside["terminal"], inside["ledger"], inside["record"]) != (terminal, ledger, record):
    sys.exit(1)
head = {name: inside[name] for name in ("format", "version", "kind", "authority", "terminal", "ledger", "record", "made", "program_version")}
print(f"{key}: {json.dumps(head)}")
if inside["kind"] == "sitting":
    events = inside["events"]
    answered = {e["position"]: e["response"] for e in events if e["type"] == "answered"}
    print(f"{key}: sitting {inside['sitting']}, {len(events)} events, {len(answered)} answered, first {json.dumps(answered.get(0))}")
PYTHON
done
