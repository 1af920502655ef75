// A signed document: a body that begins with its type line ("asah/root/1\n") and signatures over
// exactly those bytes. One container for root, manifest, receipts, status, join and bank
// signatures. Bytes: FORMAT.md, section "Signed document". This file only takes apart and puts
// together; whether a signature holds is vault/certificate.h's word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/sha256.h"

namespace asah::ledger {

struct Signature {
    Digest key_id{};  // SHA-256 of the signer's DER SubjectPublicKeyInfo
    Bytes der;        // ECDSA P-256 with SHA-256 over the body, DER
};

struct SignedDocument {
    Bytes body;
    std::vector<Signature> signatures;
};

inline constexpr std::size_t kSignedDocumentBytesMax = 4U << 20U;

Bytes encode_signed(const SignedDocument& document);
/// Errors: MalformedInput, TooLarge. One spelling only: re-encoding gives the same bytes.
Result<SignedDocument> parse_signed(ByteView bytes);

/// Body = type line, '\n', payload (JSON).
Bytes make_body(std::string_view type, std::string_view payload);
/// The payload if the body has that type. Errors: MalformedInput, Unsupported for another type.
Result<std::string_view> payload_of(ByteView body, std::string_view type);

}  // namespace asah::ledger
