// Tables made anew from the backup. They grow in a database beside the present one, so that a stop
// at any moment, or a damaged backup, costs nothing that the present tables hold.
#include "kiosk/core/base/file_lock.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/data/reader_rebuild.h"
#include "sync/hq/filing/reading.h"
#include "sync/protocol/hq_folders.h"

namespace asah::hq {

Result<RebuildReport> Reader::rebuild() {
    ASAH_TRY(const auto lock, FileLock::wait(m_folders.home + "/filing.lock"));
    const auto path = m_folders.home + "/rebuild.db";
    ASAH_CHECK(remove_beside(m_ports.files, path));  // what an interrupted rebuild left
    auto report = rebuild_beside(path);
    ASAH_CHECK(remove_beside(m_ports.files, path));
    if (!report.has_value()) {
        return report;
    }
    m_touched.clear();
    ASAH_CHECK(touch_all_ledgers());
    ASAH_CHECK(write_receipts(report->filing));
    ASAH_CHECK(sweep_held());
    return report;
}

Result<RebuildReport> Reader::rebuild_beside(const std::string& path) {
    RebuildReport report;
    ASAH_TRY(auto database, make_beside(m_ports.database, m_ports.files, path));
    Reader beside({.files = m_ports.files,
                   .clock = m_ports.clock,
                   .random = m_ports.random,
                   .database = database},
                  m_folders, m_keys, m_city);
    ASAH_TRY(report.damage, beside.file_backup(report.filing));
    ASAH_TRY(auto attached, AttachedTables::attach(m_ports.database, path));
    ASAH_TRY(const auto kept, attached.keep_present());
    report.kept = kept.entry_count;
    ASAH_CHECK(sqlite::in_transaction(database, [&](sqlite::Tx& tx) -> Result<void> {
        for (const auto& person : kept.people) {
            ASAH_CHECK(beside.update_results(tx, person));
        }
        return {};
    }));
    ASAH_TRY(report.missing, attached.count_missing());
    ASAH_CHECK(attached.take_over());
    return report;
}

Result<std::vector<BackupDamage>> Reader::file_backup(FilingReport& report) {
    ASAH_TRY(m_framework, load_framework(m_ports.database, m_framework));
    return m_backup.read([&](const protocol::KeptEntry& kept) -> Result<void> {
        const auto entry = ledger::parse_entry(kept.file);
        if (!entry.has_value()) {
            ++report.refused;  // its frame is whole: it was written so
            return {};
        }
        ASAH_TRY(const auto known, find_entry(m_ports.database, entry->header.terminal,
                                              ledger::entry_hash(entry->header)));
        if (known) {
            ++report.known;
            return {};
        }
        return file_entry(kept, *entry, InBackup::Yes, report);
    });
}

Result<void> Reader::touch_all_ledgers() {
    ASAH_TRY(const auto ledgers, load_ledgers(m_ports.database));
    for (const auto& [terminal, ledger] : ledgers) {
        m_touched.insert({terminal, ledger});
    }
    ASAH_TRY(const auto names, m_ports.files.list(m_folders.orders));
    for (const auto& name : names) {
        if (const auto filed = protocol::parse_orders_filed_name(name)) {
            m_touched.insert({filed->first, filed->second});
        }
    }
    return {};
}

/// Files of entries that are no longer held.
Result<void> Reader::sweep_held() {
    const auto folder = m_folders.home + "/held";
    if (!m_ports.files.exists(folder)) {
        return {};
    }
    ASAH_TRY(const auto held, load_held(m_ports.database));
    std::set<std::string> needed;
    for (const auto& one : held) {
        needed.insert(to_hex(one.hash) + ".entry");
    }
    ASAH_TRY(const auto names, m_ports.files.list(folder));
    for (const auto& name : names) {
        if (!needed.contains(name)) {
            ASAH_CHECK(m_ports.files.remove(folder + "/" + name));
        }
    }
    return {};
}

}  // namespace asah::hq
