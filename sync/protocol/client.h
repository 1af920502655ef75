// The terminal's end: what to send next and what to keep, from the names in the outbox and HQ's
// answers. One pass: hello, entries, root, manifest, packages; of a revoked terminal hello,
// entries, root, revocation. Nothing here trusts an earlier pass. Invariants: an entry is offered
// at most once a pass; a package is fetched only if the manifest names it for this terminal (or for
// all); nothing but entries is sent up after the hello. Order of messages: PROTOCOL.md, section 3.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <variant>
#include <vector>

#include "kiosk/core/ledger/documents.h"
#include "kiosk/core/ledger/signed.h"
#include "sync/protocol/message.h"

namespace asah::protocol {

/// What the carrier finds before a pass.
struct ClientStart {
    TerminalId terminal;
    std::uint32_t root_version = 0;
    std::uint32_t manifest_number = 0;  // of `manifest`
    Bytes status;                       // outbox/status as it stands; may be empty
    std::optional<ledger::Manifest> manifest;
    std::set<Digest> packages_here;         // delivered already, or waiting in the inbox
    std::set<Digest> packages_refused;      // wanted again only under a newer manifest
    std::map<Digest, std::uint64_t> parts;  // how many bytes of a package came in earlier passes
    std::vector<ledger::EntryName> outbox;  // any order
    std::string carrier_version;
};

struct ClientState {
    enum class Phase { Greeting, Entries, Root, Revocation, Manifest, Packages, Done };
    Phase phase = Phase::Greeting;
    ClientStart start;
    std::deque<ledger::EntryName> queue;  // still to be sent, in order
    std::size_t in_flight_count = 0;      // of the queue's head
    std::optional<Answer> answer;
    std::deque<ledger::ManifestItem> wanted;  // packages
    std::uint64_t part_bytes = 0;             // of the first wanted one, here already
};

/// Say this and hand the reply to step().
struct Send {
    Message message;
};
/// Read entries from the head of state.queue as far as a batch holds, call entries_sent, send them,
/// hand the reply to step().
struct SendEntries {};
struct KeepReceipts {
    LedgerId ledger;
    Bytes stored;  // empty = none
    Bytes filed;
};
struct KeepRoot {
    Bytes bytes;
};
struct KeepRevocation {
    Bytes bytes;
};
struct KeepManifest {
    Bytes bytes;
};
/// Ask for the first wanted package from state.part_bytes on, for as much as the line carries, and
/// hand the reply to step().
struct FetchPiece {
    Digest digest;
    std::uint64_t offset = 0;
};
/// The next piece of a package. At offset 0 what was kept before is void; after the last piece the
/// whole must have the digest, else it is void too and the pass ends with DigestMismatch.
struct KeepPiece {
    Digest digest;
    std::uint64_t offset = 0;
    Bytes bytes;
    bool is_last = false;
};
/// An entry that HQ keeps apart.
struct TellQuarantined {
    ledger::EntryName entry;
    ErrorCode reason = ErrorCode::MalformedInput;
};
/// The pass ends; no code = everything that could be done is done.
struct Finish {
    std::optional<ErrorCode> refused;
};
using Action = std::variant<Send, SendEntries, FetchPiece, KeepReceipts, KeepRoot, KeepRevocation,
                            KeepManifest, KeepPiece, TellQuarantined, Finish>;

struct ClientStep {
    ClientState state;
    std::vector<Action> actions;  // in order
};

ClientStep begin(ClientStart start);
/// The first `count` of the queue are under way (or gone from the outbox meanwhile).
void entries_sent(ClientState& state, std::size_t count);
/// Takes HQ's reply. A reply that does not belong here ends the pass with ProtocolViolation.
ClientStep step(ClientState state, const Message& reply);

/// The locators of a hello: one a ledger, from the names that the outbox still holds, joined with
/// the status's own (which knows the pruned ones).
std::vector<ledger::Locator> make_locators(const std::vector<ledger::EntryName>& outbox,
                                           const std::optional<ledger::Locator>& of_status);
/// The status inside a signed status document, not verified here. Errors: MalformedInput, ...
Result<ledger::Status> read_status(ByteView document);

/// Collects entries up to a number of bytes.
class BatchBuilder {
   public:
    explicit BatchBuilder(std::size_t bytes_max = kBatchBytes) : m_bytes_max(bytes_max) {}
    /// False when the entry does not fit any more; the first always fits.
    bool add(Bytes entry);
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] std::vector<Bytes> take() { return std::move(m_entries); }

   private:
    std::size_t m_bytes_max;
    std::size_t m_bytes = 0;
    std::vector<Bytes> m_entries;
};

}  // namespace asah::protocol
