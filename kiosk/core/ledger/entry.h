// The ledger's entry: a sealed record with its place in the terminal's chain and its signature.
//   h[0] = H("asah/ledger/1", authority, terminal, ledger)
//   h[n] = H(header n) with header = ("asah/entry/1", authority, terminal, ledger, n, h[n-1],
//          record, class, H(sealed))
// Invariants: n >= 1; a header has one encoding; the file is u32 length, header, u8 length,
// signature, CMS. Bytes: FORMAT.md, section "Entry".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"

namespace asah::ledger {

enum class RecordClass : std::uint8_t { Result = 1, Operator = 2 };

struct EntryHeader {
    AuthorityId authority;
    TerminalId terminal;
    LedgerId ledger;
    std::uint64_t n = 0;
    Digest parent{};
    RecordId record;
    RecordClass record_class = RecordClass::Result;
    Digest sealed_digest{};
    bool operator==(const EntryHeader&) const = default;
};

struct Entry {
    EntryHeader header;
    Bytes signature;  // DER, over encode_header(header)
    Bytes sealed;     // CMS AuthEnvelopedData, DER
};

inline constexpr std::size_t kSealedBytesMax = 1U << 20U;

Digest genesis_hash(const AuthorityId& authority, const TerminalId& terminal,
                    const LedgerId& ledger);
Bytes encode_header(const EntryHeader& header);
/// h[n].
Digest entry_hash(const EntryHeader& header);
Bytes encode_entry(const Entry& entry);
/// Checks the form and that sealed_digest is the digest of `sealed`; not the signature.
/// Errors: MalformedInput, TooLarge, DigestMismatch.
Result<Entry> parse_entry(ByteView bytes);

/// "<ledger hex>-<n, 10 digits>-<hash hex>.entry"
std::string entry_file_name(const EntryHeader& header);
struct EntryName {
    LedgerId ledger;
    std::uint64_t n = 0;
    Digest hash{};
};
Result<EntryName> parse_entry_file_name(std::string_view name);

/// What the person notes down: first 10 bytes of the entry's hash as 16 Crockford base32 characters
/// in four groups, "7Q2M-4KXD-9A0T-PW3E". 80 bits.
std::string receipt_code(const Digest& entry_hash);
/// Reads a code as people type it (lower case, spaces, O for 0, I and L for 1). Returns the 10
/// bytes. Errors: MalformedInput.
Result<Bytes> parse_receipt_code(std::string_view text);

/// A place in a chain.
struct ChainPoint {
    std::uint64_t n = 0;
    Digest hash{};
    bool operator==(const ChainPoint&) const = default;
};

/// A ledger's hashes at n, n-1, n-2, n-4, n-8, ..., 0 (newest first; 0 is the genesis hash).
struct Locator {
    LedgerId ledger;
    std::vector<ChainPoint> points;
};
/// The positions a locator has for a chain of length n.
std::vector<std::uint64_t> locator_positions(std::uint64_t n);

}  // namespace asah::ledger
