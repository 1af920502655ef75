// The small signed documents, as values and as JSON payloads of signed.h: receipts, status, root,
// manifest, revocation, join request and reply. Each `make_` gives the payload text (canonical:
// keys sorted, no white space), each `parse_` refuses unknown versions, missing fields and wrong
// types. Errors of all parsers: MalformedInput, Unsupported, TooLarge.   Format: FORMAT.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/entry.h"

namespace asah::ledger {

inline constexpr std::string_view kStoredReceiptType = "asah/receipt-stored/1";
inline constexpr std::string_view kFiledReceiptType = "asah/receipt-filed/1";
inline constexpr std::string_view kStatusType = "asah/status/1";
inline constexpr std::string_view kRootType = "asah/root/1";
inline constexpr std::string_view kManifestType = "asah/manifest/1";
inline constexpr std::string_view kRevocationType = "asah/revocation/1";
inline constexpr std::string_view kJoinRequestType = "asah/join-request/1";
inline constexpr std::string_view kJoinReplyType = "asah/join-reply/1";

/// Stored: the receiver has everything up to `head` on disk. Filed: the reader opened, checked and
/// backed it up; only this permits a terminal to prune. Which of the two is the body's type line.
struct Receipt {
    AuthorityId authority;
    TerminalId terminal;
    LedgerId ledger;
    ChainPoint head;
    UtcMs hq_time;
    bool operator==(const Receipt&) const = default;
};
std::string make_receipt_payload(const Receipt& receipt);
Result<Receipt> parse_receipt_payload(std::string_view json);

/// A package that the terminal's manifest names for it and that it does not hold.
struct LackingPackage {
    Digest digest{};
    std::string reason;  // an error key: refused for what it is; empty: it may just come again
};
inline constexpr std::size_t kLackingMax = 64;

/// What a terminal says about itself; readable by the receiver, so: no people.
struct Status {
    AuthorityId authority;
    TerminalId terminal;
    std::uint64_t number = 0;  // highest wins
    Locator locator;
    int root_version = 0;
    int manifest_number = 0;
    std::int64_t queue_count = 0;  // entries without a filed receipt
    std::int64_t disk_free_bytes = 0;
    std::string program_version;
    std::string last_error;               // an error key, never more
    std::vector<LackingPackage> lacking;  // at most kLackingMax, without a reason first
    WallTime at;
};
std::string make_status_payload(const Status& status);
Result<Status> parse_status_payload(std::string_view json);

/// Roles of certificates; each is an extended key usage OID of ours.
enum class Role {
    Root,  // signs roots
    Issuing,
    HqTls,
    TerminalTls,
    TerminalSigning,
    TerminalOpening,
    Trainer,
    Receiver,  // stored receipts
    Filing,    // filed receipts
    Content,
    ReadingOperations,
    ReadingEscrow,
};

/// Signed offline by the root key; version N+1 signed also by N's.
struct Root {
    AuthorityId authority;
    LocalText authority_name;
    /// The city's time: windows of assessments and all dates for people.
    std::int32_t utc_offset_min = kUtcOffsetDefaultMin;
    int version = 0;
    UtcMs made;
    std::vector<std::pair<Role, Bytes>> certificates;  // DER; Root, Issuing, Content, Receiver,
                                                       // Filing, ReadingOperations, ReadingEscrow,
                                                       // HqTls is issued, so not here
    std::vector<Digest> revoked_key_ids;               // SHA-256 of SubjectPublicKeyInfo
};
std::string make_root_payload(const Root& root);
Result<Root> parse_root_payload(std::string_view json);
/// Certificates of one role, in order.
std::vector<Bytes> certificates_of(const Root& root, Role role);

enum class PackageKind { Framework, Bank, Statements, Assessment, Roster };

struct ManifestItem {
    PackageKind kind = PackageKind::Bank;
    std::string id;  // "T01", "framework", "prates-2026", "roster"
    int version = 0;
    Digest digest{};  // of the whole package file
    std::uint64_t size = 0;
    std::optional<TerminalId> terminal;  // only for that terminal (roster)
};

/// Signed with the content key. (root_version, number) orders manifests.
struct Manifest {
    AuthorityId authority;
    int root_version = 0;
    int number = 0;
    UtcMs made;
    /// `made` holds although an earlier manifest named a later time: headquarters' clock was wrong.
    bool time_reset = false;
    std::vector<ManifestItem> items;
};
std::string make_manifest_payload(const Manifest& manifest);
Result<Manifest> parse_manifest_payload(std::string_view json);

/// Takes a terminal out of use for good: it seals what is open, hands over what it has and erases
/// itself. Signed with the issuing key, which the receiver does not have.
struct Revocation {
    AuthorityId authority;
    TerminalId terminal;
    UtcMs made;
    bool operator==(const Revocation&) const = default;
};
std::string make_revocation_payload(const Revocation& revocation);
Result<Revocation> parse_revocation_payload(std::string_view json);

/// Written by the kiosk: who wants to join. Not signed by a certificate (there is none yet): proven
/// by HMAC-SHA256 with the enrolment secret. The signed document that carries it has one signature
/// by the terminal's new signing key.
struct JoinRequest {
    std::string hq_address;  // "host:port" of the join port
    Digest root_digest{};    // SHA-256 of the root file, from the code
    std::string code_id;     // which enrolment code
    Bytes tls_csr;           // DER PKCS#10, three of them
    Bytes signing_csr;
    Bytes opening_csr;
    Bytes hmac;  // over make_join_hmac_input
};
std::string make_join_request_payload(const JoinRequest& request);
Result<JoinRequest> parse_join_request_payload(std::string_view json);
/// Everything but the hmac, as bytes.
Bytes make_join_hmac_input(const JoinRequest& request);
/// Twelve digits that both screens show: SHA-256(root digest, SHA-256(hmac input)) mod 10^12,
/// "4821 0937 5526".
std::string join_digits(const JoinRequest& request);

struct JoinReply {
    AuthorityId authority;
    TerminalId terminal;
    std::string terminal_name;
    UnitCode unit;
    std::string hq_address;   // of the ordinary port
    Digest request_digest{};  // SHA-256 of the hmac input
    Bytes tls_certificate;    // DER
    Bytes signing_certificate;
    Bytes opening_certificate;
    Bytes issuing_certificate;
};
std::string make_join_reply_payload(const JoinReply& reply);
Result<JoinReply> parse_join_reply_payload(std::string_view json);

}  // namespace asah::ledger
