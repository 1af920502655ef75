// The outbox: entries that are missing, the status file; and the checkpoint that empties the WAL.
#include <algorithm>
#include "kiosk/core/ledger/folder_names.h"

#include "kiosk/station/impl.h"

namespace asah::station {

namespace {

constexpr int kEntriesPerRead = 8;

// A file whose bytes changed since is written again: headquarters sets the changed one aside.
bool is_exported(Files& files, const FilePath& path, ByteView bytes) {
    const auto there = files.read(path, bytes.size());
    return there.has_value() &&
           std::equal(there->begin(), there->end(), bytes.begin(), bytes.end());
}

// The next few entries of one ledger, those before it in its chain are out already.
Result<void> export_some(Station::Impl& self, const store::LedgerHead& head, int& written) {
    ledger::EntryHeader common;
    common.authority = self.identity.authority;
    common.terminal = self.identity.terminal;
    common.ledger = head.ledger;
    auto& exported_n = self.exported_n[head.ledger];
    ASAH_TRY(const auto entries,
             store::entries_from(self.database, common, exported_n + 1, kEntriesPerRead));
    for (const auto& entry : entries) {
        const auto path = self.paths.outbox + "/" + ledger::entry_file_name(entry.header);
        const auto bytes = ledger::encode_entry(entry);
        if (!is_exported(*self.ports.files, path, bytes)) {
            ASAH_CHECK(self.ports.files->write_durable(path, bytes, FileMode::Group));
            ++written;
        }
        exported_n = entry.header.n;
    }
    if (entries.empty()) {
        exported_n = head.n;  // all that is left is pruned
    }
    return {};
}

Result<ledger::Locator> locator_of(Station::Impl& self) {
    ASAH_TRY(const auto last, store::last_entry(self.database, self.ledger_id));
    ledger::Locator locator;
    locator.ledger = self.ledger_id;
    for (const auto n : ledger::locator_positions(last.n)) {
        if (n == 0) {
            locator.points.push_back(
                {0, ledger::genesis_hash(self.identity.authority, self.identity.terminal,
                                         self.ledger_id)});
            continue;
        }
        ASAH_TRY(const auto hash, store::hash_at(self.database, self.ledger_id, n));
        if (hash) {
            locator.points.push_back({n, *hash});
        }
    }
    return locator;
}

}  // namespace

Result<int> export_entries(Station::Impl& self, int count) {
    ASAH_TRY(const auto heads, store::ledger_heads(self.database));
    int written = 0;
    for (const auto& head : heads) {
        while (self.exported_n[head.ledger] < head.n) {
            if (written >= count) {
                return written;
            }
            ASAH_CHECK(export_some(self, head, written));
        }
    }
    self.is_export_due = false;
    return written;
}

Result<void> write_status(Station::Impl& self) {
    if (!self.signing_key) {
        self.is_status_due = false;
        return {};
    }
    ledger::Status status;
    status.authority = self.identity.authority;
    status.terminal = self.identity.terminal;
    ASAH_TRY(const auto number, store::read_number(self.database, "status_number"));
    ASAH_TRY(const auto manifest, store::read_number(self.database, "manifest_number"));
    ASAH_TRY(status.locator, locator_of(self));
    status.number = static_cast<std::uint64_t>(number) + 1;
    status.root_version = self.root.version;
    status.manifest_number = static_cast<int>(manifest);
    ASAH_TRY(status.queue_count, queue_count(self));
    ASAH_TRY(const auto free, self.ports.files->free_bytes(self.paths.home));
    status.disk_free_bytes = static_cast<std::int64_t>(free);
    status.program_version = ASAH_VERSION;
    if (!self.refused.empty()) {
        status.last_error = error_key(self.refused.back().code);
    }
    ASAH_TRY(const auto wrong_clock, clock_fault(self));
    if (wrong_clock) {
        status.last_error = error_key(wrong_clock->code);
    }
    if (self.out_of_use) {
        status.last_error = error_key(ErrorCode::TerminalRevoked);
    }
    ASAH_TRY(status.lacking, lacking_packages(self));
    status.at = self.ports.clock->now_wall();
    ASAH_CHECK(sqlite::in_transaction(self.database, [&](sqlite::Tx& tx) {
        return store::write_number(tx, "status_number", number + 1);
    }));
    ASAH_TRY(const auto file,
             vault::sign_document(ledger::kStatusType, ledger::make_status_payload(status),
                                  {&*self.signing_key}));
    ASAH_CHECK(self.ports.files->write_durable(self.paths.outbox + "/" + ledger::kStatusName, file,
                                               FileMode::Group));
    self.is_status_due = false;
    return {};
}

Result<void> checkpoint(Station::Impl& self) {
    ASAH_TRY(const bool is_clean, self.database.checkpoint_truncate());
    self.is_checkpoint_due = !is_clean;
    return {};
}

}  // namespace asah::station
