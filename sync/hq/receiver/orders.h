// What the reader ordered: root, manifest, terminal table, packages, filed receipts, join replies.
// Read again when the files' bytes change; a file that does not hold leaves the older one in force.
// Invariants: `root` verifies; a newer root is signed by the one before; the manifest is signed by
// a content certificate of the root.   Thread: one at a time.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/base/files.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/certificate.h"
#include "sync/protocol/message.h"

namespace asah::hq {

struct TerminalRow {
    TerminalId terminal;
    std::string name;
    UnitCode unit;
    protocol::TerminalState state = protocol::TerminalState::Held;
    Digest tls_key_id{};
    Bytes signing_certificate;  // DER
};

/// Errors: MalformedInput.
Result<std::vector<TerminalRow>> parse_terminals(ByteView json);

class Orders {
   public:
    Orders(Files& files, std::string folder) : m_files(&files), m_folder(std::move(folder)) {}

    /// Reads what changed. Errors: what is wrong with the first file that does not hold; all the
    /// others are in force nevertheless. ContentMissing while there is no root.
    Result<void> refresh();

    [[nodiscard]] std::shared_ptr<const ledger::Root> root() const { return m_root; }
    [[nodiscard]] ByteView root_file() const { return m_root_file; }
    [[nodiscard]] ByteView manifest_file() const { return m_manifest_file; }
    [[nodiscard]] int manifest_number() const { return m_manifest ? m_manifest->number : 0; }
    [[nodiscard]] const TerminalRow* find(const TerminalId& terminal) const;
    [[nodiscard]] const TerminalRow* find_by_tls_key(const Digest& key_id) const;
    /// The terminal's signing certificate, checked under the root. Errors: NotEnrolled,
    /// Certificate*.
    [[nodiscard]] Result<vault::CertificateInfo> signer_of(const TerminalId& terminal) const;

    /// A package that the manifest names for that terminal or for all, never null. The last ones
    /// stay in memory: a package is asked for piece by piece, by many terminals. Errors: NotFound.
    Result<std::shared_ptr<const Bytes>> package(const TerminalId& terminal, const Digest& digest);
    /// Empty = none.
    Result<Bytes> filed_receipt(const TerminalId& terminal, const LedgerId& ledger);
    Result<Bytes> join_reply(const Digest& request);  // empty = not yet
    /// All filed receipts that hold under the root (role Filing).
    Result<std::vector<ledger::Receipt>> filed_receipts();

   private:
    Result<void> refresh_root();
    Result<void> refresh_manifest();
    Result<void> refresh_terminals();
    Result<Bytes> optional_file(const std::string& name, std::size_t size_max);
    [[nodiscard]] std::string path(const std::string& name) const { return m_folder + "/" + name; }

    Files* m_files;
    std::string m_folder;
    std::shared_ptr<const ledger::Root> m_root;
    Bytes m_root_file;
    Bytes m_manifest_file;
    std::optional<ledger::Manifest> m_manifest;
    Bytes m_terminals_file;
    std::map<TerminalId, TerminalRow> m_terminals;
    std::deque<std::pair<Digest, std::shared_ptr<const Bytes>>> m_packages;  // read lately
};

}  // namespace asah::hq
