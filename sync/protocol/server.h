// Headquarters' end: one request in, one reply out, over what HQ holds (HqPort). Stateless.
// Invariants: a stored receipt is signed only after keep() returned, and covers only the run
// without gaps; a bad entry is kept apart with its reason and blocks no other; a revoked terminal
// gets neither content nor storage, a held one no content. Order of messages: PROTOCOL.md,
// section 3.
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
    /// Whether the entry stands in the run without gaps.
    virtual Result<bool> is_connected(const TerminalId& terminal, const LedgerId& ledger,
                                      const Digest& hash) = 0;
    /// The end of the run without gaps that contains `from` (n = 0: the genesis).
    virtual Result<ledger::ChainPoint> head_of(const TerminalId& terminal, const LedgerId& ledger,
                                               const ledger::ChainPoint& from) = 0;
    /// Durable when it returns; entries that are there already change nothing.
    virtual Result<void> keep(const TerminalId& terminal,
                              const std::vector<AcceptedEntry>& accepted,
                              const std::vector<RejectedEntry>& rejected) = 0;
    /// A signed document of type kStoredReceiptType.
    virtual Result<Bytes> sign_stored_receipt(const ledger::Receipt& receipt) = 0;
    /// As the reader signed it; empty = none.
    virtual Result<Bytes> filed_receipt(const TerminalId& terminal, const LedgerId& ledger) = 0;
    /// Verifies and keeps the newest. Errors: SignatureInvalid, MalformedInput, ...
    virtual Result<void> keep_status(const TerminalId& terminal, ByteView document) = 0;
    /// Root, manifest, or a package that the manifest names for this terminal or for all: the
    /// whole, never null, shared because a package is asked for piece by piece.
    /// Errors: NotFound, NotAllowed.
    virtual Result<std::shared_ptr<const Bytes>> content(const TerminalId& terminal,
                                                         ContentKind kind,
                                                         const Digest& digest) = 0;
};

/// The reply to one request of `peer`, the terminal that the transport proved (its TLS key).
Message reply_to(HqPort& hq, const TerminalId& peer, const Message& request);

}  // namespace asah::protocol
