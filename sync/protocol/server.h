// Headquarters' end: one request in, one reply out, over what HQ holds (HqPort). Stateless.
// Invariants: a stored receipt is signed only after keep() returned, and covers only the run
// without gaps; a bad entry is kept apart with its reason and blocks no other; a revoked terminal
// gets the root and its revocation, a held one the root, and no other content. Order of messages:
// PROTOCOL.md, section 3.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/core/ledger/documents.h"
#include "sync/protocol/message.h"

namespace asah::protocol {

struct AcceptedEntry {
    ledger::Entry entry;
    Digest hash{};
};

struct RejectedEntry {
    std::uint16_t index = 0;  // in the batch
    ErrorCode reason = ErrorCode::MalformedInput;
    Bytes bytes;
};

/// What a terminal asks about one of its ledgers: its locator, and where the ledger begins.
struct LedgerQuestion {
    ledger::Locator locator;
    ledger::ChainPoint genesis;  // n = 0
};

/// Highest point of a locator in the run without gaps (the genesis if none is), and that run's end.
struct LedgerPlace {
    ledger::ChainPoint common;
    ledger::ChainPoint head;
};

/// The end of a ledger's run without gaps.
struct LedgerHead {
    LedgerId ledger;
    ledger::ChainPoint head;
};

/// What the server's end asks of headquarters. Terminals are those of HQ's own table.
class HqPort {
   public:
    virtual ~HqPort() = default;
    [[nodiscard]] virtual AuthorityId authority() const = 0;
    [[nodiscard]] virtual std::optional<TerminalState> terminal_state(
        const TerminalId& terminal) const = 0;
    [[nodiscard]] virtual std::uint32_t root_version() const = 0;
    [[nodiscard]] virtual std::uint32_t manifest_number() const = 0;
    virtual UtcMs now() = 0;

    /// Against the terminal's signing certificate. Errors: SignatureInvalid, CertificateRevoked,
    /// ...
    virtual Result<void> verify_entry(const TerminalId& terminal, const ledger::Entry& entry) = 0;
    /// Keeps the status if it holds and is the newest (empty = none came), and says where each
    /// ledger stands. A status that does not hold is dropped and refuses nothing.
    /// Shape: one place a question, in order.
    virtual Result<std::vector<LedgerPlace>> greet(
        const TerminalId& terminal, ByteView status,
        const std::vector<LedgerQuestion>& questions) = 0;
    /// Durable when it returns; entries that are there already change nothing. Returns the heads of
    /// the ledgers whose last accepted entry stands in the run without gaps.
    virtual Result<std::vector<LedgerHead>> keep(const TerminalId& terminal,
                                                 const std::vector<AcceptedEntry>& accepted,
                                                 const std::vector<RejectedEntry>& rejected) = 0;
    /// A signed document of type kStoredReceiptType.
    virtual Result<Bytes> sign_stored_receipt(const ledger::Receipt& receipt) = 0;
    /// As the reader signed it; empty = none.
    virtual Result<Bytes> filed_receipt(const TerminalId& terminal, const LedgerId& ledger) = 0;
    /// Root, manifest, this terminal's revocation, or a package that the manifest names for this
    /// terminal or for all: the whole, never null, shared because a package is asked for piece by
    /// piece.
    /// Errors: NotFound, NotAllowed.
    virtual Result<std::shared_ptr<const Bytes>> content(const TerminalId& terminal,
                                                         ContentKind kind,
                                                         const Digest& digest) = 0;
};

/// The reply to one request of `peer`, the terminal that the transport proved (its TLS key).
Message reply_to(HqPort& hq, const TerminalId& peer, const Message& request);

}  // namespace asah::protocol
