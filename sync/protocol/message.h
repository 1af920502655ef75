// The messages between a terminal's carrier and headquarters, as values and as bytes.
// Invariants: one encoding a message; every list and field has a limit; unknown versions, kinds and
// left-over bytes are refused.   Bytes: PROTOCOL.md, section 2.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"
#include "kiosk/core/ledger/entry.h"
#include "kiosk/core/ledger/signed.h"

namespace asah::protocol {

/// Entries of the first message of a pass, together; one entry always fits, however large. Later
/// ones grow and shrink with the line (pace.h).
inline constexpr std::size_t kBatchBytes = 16U << 10U;
/// The least and the most that one message asks for or sends.
inline constexpr std::size_t kPieceBytesMin = 4U << 10U;
inline constexpr std::size_t kPieceBytesMax = 1U << 20U;
inline constexpr std::size_t kBatchEntriesMax = 1024;
inline constexpr std::size_t kLocatorsMax = 16;
inline constexpr std::size_t kLocatorPointsMax = 80;
inline constexpr std::size_t kDocumentBytesMax = 64U << 10U;  // a receipt, a status
inline constexpr std::size_t kContentBytesMax = 64U << 20U;   // a package
/// What a request may take: a batch of one largest entry, or a hello.
inline constexpr std::size_t kRequestBytesMax = 2U << 20U;
/// What a reply may take: a root or manifest whole, or a piece of a package.
inline constexpr std::size_t kReplyBytesMax = ledger::kSignedDocumentBytesMax + 256;

enum class TerminalState : std::uint8_t { Active = 1, Held = 2, Revoked = 3 };

/// Terminal: who I am, what I have.
struct Hello {
    TerminalId terminal;
    std::uint32_t root_version = 0;     // the carrier's copy; 0 = none
    std::uint32_t manifest_number = 0;  // newest that the carrier has seen
    std::vector<ledger::Locator> locators;
    Bytes status;  // signed document; empty = none yet
    std::string carrier_version;
};

/// What HQ says about one ledger. `common`: highest point of the terminal's locator in HQ's run
/// without gaps (n = 0: the genesis). `head`: the end of that run on the same branch.
struct LedgerAnswer {
    LedgerId ledger;
    ledger::ChainPoint common;
    ledger::ChainPoint head;
    Bytes stored_receipt;  // empty while nothing is stored
    Bytes filed_receipt;   // empty while nothing is filed
};

struct Answer {
    TerminalState state = TerminalState::Active;
    UtcMs hq_time;
    std::uint32_t root_version = 0;
    std::uint32_t manifest_number = 0;
    std::vector<LedgerAnswer> ledgers;
};

/// Terminal: entries as in their files, of any of its ledgers.
struct Batch {
    TerminalId terminal;
    std::vector<Bytes> entries;
};

/// An entry that HQ keeps apart, with the reason; it blocks no other.
struct Quarantined {
    std::uint16_t index = 0;  // in the batch
    ErrorCode reason = ErrorCode::MalformedInput;
};

struct LedgerReceipt {
    LedgerId ledger;
    Bytes stored_receipt;
};

struct BatchAnswer {
    std::vector<LedgerReceipt> receipts;
    std::vector<Quarantined> quarantined;
};

enum class ContentKind : std::uint8_t { Root = 1, Manifest = 2, Package = 3, Revocation = 4 };

/// Root and manifest come whole (offset and bytes_max are 0); a package comes in pieces, so that a
/// broken line repeats one piece and not the package.
struct Fetch {
    TerminalId terminal;
    ContentKind kind = ContentKind::Root;
    Digest digest{};           // of a package; zero for the others
    std::uint64_t offset = 0;  // of the first byte wanted
    std::uint32_t bytes_max = 0;
};

struct Content {
    ContentKind kind = ContentKind::Root;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;  // of the whole
    Bytes bytes;             // from offset on; empty only at the end of the whole
};

/// HQ: no, and why.
struct Refusal {
    ErrorCode reason = ErrorCode::ProtocolViolation;
};

using Message = std::variant<Hello, Answer, Batch, BatchAnswer, Fetch, Content, Refusal>;

Bytes encode_message(const Message& message);
/// Errors: MalformedInput, TooLarge, Unsupported (another version).
Result<Message> parse_message(ByteView bytes);

}  // namespace asah::protocol
