// The package container: one file that HQ publishes and a terminal imports. Named by the digest of
// the whole file in a signed manifest, so it needs no signature of its own; a bank carries the
// trainer's signed statement of the digests of its two plain members.
// Bytes: FORMAT.md beside this file: "asah/package/1\n", u32 length, JSON header, members in
// order, SHA-256 of all before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/core/ledger/signed.h"

namespace asah::content {

inline constexpr std::size_t kPackageBytesMax = 64U << 20U;

/// How a member's bytes rest in the file.
enum class MemberForm { Plain, Sealed };  // Sealed: CMS to the opening keys of its terminals

struct Member {
    std::string name;  // "framework", "items", "keys", "assessment", "roster"
    MemberForm form = MemberForm::Plain;
    Bytes bytes;
};

struct Package {
    ledger::PackageKind kind = ledger::PackageKind::Bank;
    std::string id;
    int version = 0;
    std::vector<Member> members;
    std::optional<Bytes> trainer_document;     // encoded SignedDocument of type asah/bank/1
    std::optional<Bytes> trainer_certificate;  // DER
};

Bytes encode_package(const Package& package);
/// Every member's digest stands in the header and is checked. Errors: MalformedInput, TooLarge,
/// DigestMismatch, Unsupported.
Result<Package> parse_package(ByteView bytes);
const Member* find_member(const Package& package, std::string_view name);

/// What a trainer signs: bank id, version, and the digests of both plain members. Also the form of
/// the bank file that `asah-bank publish` writes (all members Plain).
inline constexpr std::string_view kBankType = "asah/bank/1";
struct BankStatement {
    BankId id;
    int version = 0;
    Digest items_digest{};
    Digest keys_digest{};
    std::string trainer_name;
    UtcMs made;
};
std::string make_bank_statement_payload(const BankStatement& statement);
Result<BankStatement> parse_bank_statement_payload(std::string_view json);

}  // namespace asah::content
