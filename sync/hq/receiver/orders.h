// What the reader ordered: root, manifest, terminal table, packages, filed receipts, join replies.
// The first three and the join codes are read when their files' stamps change, and searched by key;
// a file that does not hold leaves the older one in force. Invariants: `root` verifies; a newer
// root is signed by the one before; the manifest is signed by a content certificate of the root.
// Thread: any; a view never changes.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/base/file_stamp.h"
#include "kiosk/core/base/files.h"
#include "kiosk/core/ledger/documents.h"
#include "kiosk/vault/checked_certificates.h"
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

/// The terminal table, found by either key.
struct TerminalTable {
    std::map<TerminalId, TerminalRow> rows;
    std::map<Digest, TerminalId> by_tls_key;
};

/// A manifest and for whom it names each package; no terminal = for all.
struct ManifestTable {
    Bytes file;
    int number = 0;
    std::map<Digest, std::vector<std::optional<TerminalId>>> packages;
};

/// Join codes and until when each may be used.
using OpenCodes = std::map<std::string, UtcMs>;
/// Errors: MalformedInput, Unsupported.
Result<OpenCodes> parse_codes(ByteView json);

/// The orders as they were at one moment. `root` is never empty.
struct OrdersView {
    std::shared_ptr<const ledger::Root> root;
    std::shared_ptr<const Bytes> root_file;
    std::shared_ptr<const ManifestTable> manifest = std::make_shared<const ManifestTable>();
    std::shared_ptr<const TerminalTable> terminals = std::make_shared<const TerminalTable>();

    std::shared_ptr<const OpenCodes> codes;  // null = the reader names none, any code is taken

    [[nodiscard]] const TerminalRow* find(const TerminalId& terminal) const;
    [[nodiscard]] const TerminalRow* find_by_tls_key(const Digest& key_id) const;
};

class Orders {
   public:
    Orders(Files& files, SharedFolder folder) : m_files(&files), m_folder(std::move(folder)) {}

    /// Reads what changed; cost: four stamps when nothing did. Errors: what is wrong with the
    /// first file that does not hold (again at each call, until it is mended); all the others are
    /// in force nevertheless. ContentMissing while there is no root.
    Result<void> refresh();
    /// Null while there is no root.
    [[nodiscard]] std::shared_ptr<const OrdersView> view() const;

    /// A package that the manifest names for that terminal or for all, never null. The last ones
    /// stay in memory: a package is asked for piece by piece, by many terminals. Errors: NotFound.
    Result<std::shared_ptr<const Bytes>> package(const TerminalId& terminal, const Digest& digest);
    /// Empty = none.
    Result<Bytes> filed_receipt(const TerminalId& terminal, const LedgerId& ledger);
    /// Errors: NotFound.
    Result<Bytes> revocation(const TerminalId& terminal);
    Result<Bytes> join_reply(const Digest& request);  // empty = not yet

   private:
    /// One of the watched files: what it was when it was last read, and why it did not hold.
    struct Watched {
        FileStamp stamp;
        Result<void> outcome;
    };
    template <class Read>
    Result<void> look(const char* name, Watched& watched, Read read);
    Result<void> read_root(OrdersView& next);
    Result<void> read_manifest(OrdersView& next);
    Result<void> read_terminals(OrdersView& next);
    Result<void> read_codes(OrdersView& next);
    Result<Bytes> optional_file(const std::string& name, std::size_t size_max);
    std::shared_ptr<const Bytes> find_read_lately(const Digest& digest);
    void remember(const Digest& digest, std::shared_ptr<const Bytes> bytes);
    [[nodiscard]] FilePath path(const std::string& name) const { return m_folder + "/" + name; }

    Files* m_files;
    SharedFolder m_folder;
    std::mutex m_reading;  // guards the four below: one thread reads, others wait for it
    Watched m_root;
    Watched m_manifest;
    Watched m_terminals;
    Watched m_codes;
    mutable std::mutex m_mutex;  // guards what follows
    std::shared_ptr<const OrdersView> m_view;
    std::deque<std::pair<Digest, std::shared_ptr<const Bytes>>> m_packages;  // read lately
};

}  // namespace asah::hq
