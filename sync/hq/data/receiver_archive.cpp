#include "sync/hq/data/receiver_archive.h"

#include "kiosk/core/base/assert.h"

namespace asah::hq {

namespace receiver_sql {
std::string_view embedded_file(std::string_view name);
}  // namespace receiver_sql

namespace {

std::string_view query(std::string_view name) {
    const auto text = receiver_sql::embedded_file("sql/receiver/" + std::string(name) + ".sql");
    ASAH_ASSERT(!text.empty());
    return text;
}

std::int64_t signed_n(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Digest digest_at(const sqlite::Statement& row, int column) {
    Digest out{};
    row.copy_blob(column, out);
    return out;
}

Result<void> put_entry(sqlite::Tx& tx, const protocol::AcceptedEntry& accepted, UtcMs now) {
    const auto& header = accepted.entry.header;
    auto put = tx.prepare(query("entry_put"));
    put.bind(1, header.terminal).bind(2, ByteView(accepted.hash)).bind(3, ByteView(header.parent));
    put.bind(4, header.authority).bind(5, header.ledger).bind(6, signed_n(header.n));
    put.bind(7, header.record).bind(8, static_cast<std::int64_t>(header.record_class));
    const auto encoded = ledger::encode_header(header);
    put.bind(9, ByteView(encoded)).bind(10, ByteView(accepted.entry.signature));
    put.bind(11, ByteView(accepted.entry.sealed)).bind(12, now.value);
    ASAH_CHECK(put.run());
    auto hand = tx.prepare(query("handover_put"));
    hand.bind(1, header.terminal).bind(2, ByteView(accepted.hash));
    hand.bind(3, header.ledger).bind(4, signed_n(header.n));
    return hand.run();
}

Result<void> put_run(sqlite::Tx& tx, const TerminalId& terminal, const LedgerId& ledger,
                     const ledger::ChainPoint& point) {
    auto put = tx.prepare(query("run_put"));
    put.bind(1, terminal).bind(2, ByteView(point.hash)).bind(3, ledger).bind(4, signed_n(point.n));
    return put.run();
}

Result<bool> is_in_run(sqlite::Statement row, const TerminalId& terminal, const Digest& hash,
                       const LedgerId& ledger) {
    row.bind(1, terminal).bind(2, ByteView(hash)).bind(3, ledger);
    return row.step();
}

/// Puts the entry into the run if its parent is there, and then whatever waited for it.
Result<void> connect(sqlite::Tx& tx, const ledger::EntryHeader& header, const Digest& hash) {
    if (header.n > 1) {
        ASAH_TRY(const bool has_parent, is_in_run(tx.prepare(query("run_one")), header.terminal,
                                                  header.parent, header.ledger));
        if (!has_parent) {
            return {};
        }
    }
    std::vector<ledger::ChainPoint> ready{{header.n, hash}};
    while (!ready.empty()) {
        const auto point = ready.back();
        ready.pop_back();
        ASAH_CHECK(put_run(tx, header.terminal, header.ledger, point));
        auto child = tx.prepare(query("child_waiting"));
        child.bind(1, header.terminal).bind(2, ByteView(point.hash));
        for (;;) {
            ASAH_TRY(const bool has_row, child.step());
            if (!has_row) {
                break;
            }
            const auto n = static_cast<std::uint64_t>(child.integer(2));
            // A child that counts wrongly is kept but never joins a run.
            if (child.id<LedgerId>(1) == header.ledger && n == point.n + 1) {
                ready.push_back({n, digest_at(child, 0)});
            }
        }
    }
    return {};
}

/// True when this entry made a fork that was not known.
Result<bool> note_fork(sqlite::Tx& tx, const ledger::EntryHeader& header, UtcMs now) {
    std::int64_t children = 0;
    {
        auto count = tx.prepare(query("child_count"));
        count.bind(1, header.terminal).bind(2, ByteView(header.parent));
        ASAH_CHECK(count.step());
        children = count.integer(0);
    }
    if (children < 2) {
        return false;
    }
    auto put = tx.prepare(query("fork_put"));
    put.bind(1, header.terminal).bind(2, ByteView(header.parent));
    put.bind(3, header.ledger).bind(4, now.value);
    ASAH_CHECK(put.run());
    return tx.database().changes() > 0;
}

Result<void> put_quarantine(sqlite::Tx& tx, const TerminalId& terminal,
                            const protocol::RejectedEntry& rejected, UtcMs now) {
    const auto digest = sha256(rejected.bytes);
    auto put = tx.prepare(query("quarantine_put"));
    put.bind(1, terminal).bind(2, ByteView(digest));
    put.bind(3, static_cast<std::int64_t>(rejected.reason)).bind(4, ByteView(rejected.bytes));
    put.bind(5, now.value);
    return put.run();
}

}  // namespace

Result<ReceiverArchive> ReceiverArchive::open(const std::string& path, const std::string& vfs) {
    const std::vector<sqlite::Migration> migrations{{1, query("migrations/001_receiver")}};
    ASAH_TRY(auto database,
             sqlite::Database::open(
                 {.path = path, .vfs = vfs, .application_id = kReceiverApplicationId}, migrations));
    return ReceiverArchive(std::move(database));
}

Result<std::vector<Fork>> ReceiverArchive::keep(
    const TerminalId& terminal, const std::vector<protocol::AcceptedEntry>& accepted,
    const std::vector<protocol::RejectedEntry>& rejected, UtcMs now) {
    return sqlite::in_transaction(m_database, [&](sqlite::Tx& tx) -> Result<std::vector<Fork>> {
        std::vector<Fork> forks;
        for (const auto& entry : accepted) {
            const auto& header = entry.entry.header;
            ASAH_CHECK(put_entry(tx, entry, now));
            ASAH_CHECK(connect(tx, header, entry.hash));
            ASAH_TRY(const bool is_fork, note_fork(tx, header, now));
            if (is_fork) {
                forks.push_back({terminal, header.ledger, header.parent});
            }
        }
        for (const auto& entry : rejected) {
            ASAH_CHECK(put_quarantine(tx, terminal, entry, now));
        }
        return forks;
    });
}

Result<bool> ReceiverArchive::is_connected(const TerminalId& terminal, const LedgerId& ledger,
                                           const Digest& hash) {
    return is_in_run(m_database.prepare(query("run_one")), terminal, hash, ledger);
}

Result<bool> ReceiverArchive::has_fork(const TerminalId& terminal, const LedgerId& ledger) {
    auto count = m_database.prepare(query("fork_of_ledger"));
    count.bind(1, terminal).bind(2, ledger);
    ASAH_CHECK(count.step());
    return count.integer(0) > 0;
}

Result<ledger::ChainPoint> ReceiverArchive::head_of(const TerminalId& terminal,
                                                    const LedgerId& ledger,
                                                    const ledger::ChainPoint& from) {
    ASAH_TRY(const bool is_forked, has_fork(terminal, ledger));
    if (!is_forked) {
        auto top = m_database.prepare(query("run_top"));
        top.bind(1, terminal).bind(2, ledger);
        ASAH_TRY(const bool has_row, top.step());
        return has_row ? ledger::ChainPoint{static_cast<std::uint64_t>(top.integer(0)),
                                            digest_at(top, 1)}
                       : from;
    }
    auto head = from;
    for (;;) {
        auto child = m_database.prepare(query("child_in_run"));
        child.bind(1, terminal).bind(2, ByteView(head.hash));
        ASAH_TRY(const bool has_child, child.step());
        if (!has_child) {
            return head;
        }
        const ledger::ChainPoint next{static_cast<std::uint64_t>(child.integer(1)),
                                      digest_at(child, 0)};
        ASAH_TRY(const bool has_second, child.step());
        if (has_second) {
            return head;
        }
        head = next;
    }
}

Result<bool> ReceiverArchive::keep_status(const TerminalId& terminal, std::uint64_t number,
                                          ByteView document, UtcMs now) {
    return sqlite::in_transaction(m_database, [&](sqlite::Tx& tx) -> Result<bool> {
        auto put = tx.prepare(query("status_put"));
        put.bind(1, terminal).bind(2, signed_n(number)).bind(3, document).bind(4, now.value);
        ASAH_CHECK(put.run());
        return tx.database().changes() > 0;
    });
}

Result<ledger::Entry> ReceiverArchive::load(const TerminalId& terminal, const Digest& hash) {
    auto row = m_database.prepare(query("entry_one"));
    row.bind(1, terminal).bind(2, ByteView(hash));
    ASAH_TRY(const bool has_row, row.step());
    if (!has_row) {
        return fail(ErrorCode::DatabaseDamaged, "handover without an entry");
    }
    ledger::Entry entry;
    entry.header = {.authority = row.id<AuthorityId>(0),
                    .terminal = terminal,
                    .ledger = row.id<LedgerId>(1),
                    .n = static_cast<std::uint64_t>(row.integer(2)),
                    .parent = digest_at(row, 3),
                    .record = row.id<RecordId>(4),
                    .record_class = static_cast<ledger::RecordClass>(row.integer(5)),
                    .sealed_digest = {}};
    entry.signature = row.blob(6);
    entry.sealed = row.blob(7);
    entry.header.sealed_digest = sha256(entry.sealed);
    return entry;
}

Result<std::vector<ledger::Entry>> ReceiverArchive::to_export(int count) {
    std::vector<std::pair<TerminalId, Digest>> keys;
    {
        auto next = m_database.prepare(query("handover_next"));
        next.bind(1, std::int64_t{count});
        for (;;) {
            ASAH_TRY(const bool has_row, next.step());
            if (!has_row) {
                break;
            }
            keys.emplace_back(next.id<TerminalId>(0), digest_at(next, 1));
        }
    }
    std::vector<ledger::Entry> out;
    for (const auto& [terminal, hash] : keys) {
        ASAH_TRY(auto entry, load(terminal, hash));
        out.push_back(std::move(entry));
    }
    return out;
}

Result<void> ReceiverArchive::mark_exported(const TerminalId& terminal, const Digest& hash) {
    return sqlite::in_transaction(m_database, [&](sqlite::Tx& tx) -> Result<void> {
        auto mark = tx.prepare(query("handover_exported"));
        mark.bind(1, terminal).bind(2, ByteView(hash));
        return mark.run();
    });
}

Result<void> ReceiverArchive::export_again() {
    return sqlite::in_transaction(m_database, [&](sqlite::Tx& tx) -> Result<void> {
        return tx.prepare(query("handover_again")).run();
    });
}

Result<void> ReceiverArchive::mark_filed(const TerminalId& terminal, const LedgerId& ledger,
                                         const ledger::ChainPoint& head) {
    ASAH_TRY(const bool is_here, is_connected(terminal, ledger, head.hash));
    if (!is_here) {
        return {};
    }
    ASAH_TRY(const bool is_forked, has_fork(terminal, ledger));
    if (!is_forked) {
        return sqlite::in_transaction(m_database, [&](sqlite::Tx& tx) -> Result<void> {
            auto mark = tx.prepare(query("handover_filed"));
            mark.bind(1, terminal).bind(2, ledger).bind(3, signed_n(head.n));
            return mark.run();
        });
    }
    return sqlite::in_transaction(m_database, [&](sqlite::Tx& tx) -> Result<void> {
        // Only the branch of `head`: its siblings wait for a person.
        auto at = head;
        while (at.n >= 1) {
            auto mark = tx.prepare(query("handover_filed_one"));
            mark.bind(1, terminal).bind(2, ByteView(at.hash));
            ASAH_CHECK(mark.run());
            ASAH_TRY(const auto entry, load(terminal, at.hash));
            at = {at.n - 1, entry.header.parent};
        }
        return {};
    });
}

Result<ArchiveCounts> ReceiverArchive::counts() {
    auto row = m_database.prepare(query("count_all"));
    ASAH_CHECK(row.step());
    return ArchiveCounts{row.integer(0), row.integer(1), row.integer(2), row.integer(3),
                         row.integer(4)};
}

Result<std::vector<Fork>> ReceiverArchive::forks() {
    auto row = m_database.prepare(query("fork_all"));
    std::vector<Fork> out;
    for (;;) {
        ASAH_TRY(const bool has_row, row.step());
        if (!has_row) {
            return out;
        }
        out.push_back({row.id<TerminalId>(0), row.id<LedgerId>(1), digest_at(row, 2)});
    }
}

}  // namespace asah::hq
