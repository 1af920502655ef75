#include "sync/hq/data/receiver_archive.h"

#include <map>
#include <optional>

#include "kiosk/core/base/assert.h"

namespace asah::hq {

namespace receiver_sql {
std::string_view embedded_file(std::string_view name);
}  // namespace receiver_sql

namespace {

/// On a fork the end of a branch is found step by step; a receipt for less than the whole branch is
/// as true, and a request stays short.
constexpr int kBranchStepsMax = 4096;

std::string_view query(std::string_view name) {
    const auto text = receiver_sql::embedded_file("sql/receiver/" + std::string(name) + ".sql");
    ASAH_ASSERT(!text.empty());
    return text;
}

std::int64_t signed_n(std::uint64_t n) { return static_cast<std::int64_t>(n); }
std::uint64_t unsigned_n(std::int64_t n) { return static_cast<std::uint64_t>(n); }

Digest digest_at(const sqlite::Statement& row, int column) {
    Digest out{};
    row.copy_blob(column, out);
    return out;
}

/// A ledger's row.
struct Ledger {
    TerminalId terminal;
    LedgerId id;
    ledger::ChainPoint head;
    bool is_forked = false;
    ledger::ChainPoint filed;
};

Result<Ledger> load_ledger(sqlite::Database& database, const TerminalId& terminal,
                           const LedgerId& id) {
    Ledger out{.terminal = terminal, .id = id, .head = {}, .is_forked = false, .filed = {}};
    auto row = database.prepare(query("ledger_one"));
    row.bind(1, terminal).bind(2, id);
    ASAH_TRY(const bool has_row, row.step());
    if (has_row) {
        out.head = {unsigned_n(row.integer(0)), digest_at(row, 1)};
        out.is_forked = row.integer(2) != 0;
        out.filed = {unsigned_n(row.integer(3)), digest_at(row, 4)};
    }
    return out;
}

Result<void> save_ledger(sqlite::Tx& tx, const Ledger& ledger) {
    auto put = tx.prepare(query("ledger_put"));
    put.bind(1, ledger.terminal).bind(2, ledger.id);
    put.bind(3, signed_n(ledger.head.n)).bind(4, ByteView(ledger.head.hash));
    put.bind(5, std::int64_t{ledger.is_forked ? 1 : 0});
    put.bind(6, signed_n(ledger.filed.n)).bind(7, ByteView(ledger.filed.hash));
    return put.run();
}

struct Place {
    std::int64_t seq = 0;
    bool is_in_run = false;
    Digest parent{};
};

Result<std::optional<Place>> find_place(sqlite::Database& database, const TerminalId& terminal,
                                        const LedgerId& ledger, const ledger::ChainPoint& point) {
    auto row = database.prepare(query("entry_place"));
    row.bind(1, terminal).bind(2, ledger).bind(3, signed_n(point.n)).bind(4, ByteView(point.hash));
    ASAH_TRY(const bool has_row, row.step());
    if (!has_row) {
        return std::optional<Place>{};
    }
    return std::optional(Place{row.integer(0), row.integer(1) != 0, digest_at(row, 2)});
}

Result<bool> is_in_run(sqlite::Database& database, const TerminalId& terminal,
                       const LedgerId& ledger, const ledger::ChainPoint& point) {
    ASAH_TRY(const auto place, find_place(database, terminal, ledger, point));
    return place && place->is_in_run;
}

Result<bool> has_parent_in_run(sqlite::Tx& tx, const Ledger& ledger,
                               const ledger::EntryHeader& header) {
    const ledger::ChainPoint parent{header.n - 1, header.parent};
    if (parent.n == 0 || parent == ledger.head) {
        return true;
    }
    return is_in_run(tx.database(), ledger.terminal, ledger.id, parent);
}

/// No row = the entry was here.
Result<std::optional<std::int64_t>> put_entry(sqlite::Tx& tx, const ledger::EntryHeader& header,
                                              const Digest& hash, bool in_run, ByteView file,
                                              UtcMs arrived) {
    auto put = tx.prepare(query("entry_put"));
    put.bind(1, header.terminal).bind(2, header.ledger).bind(3, signed_n(header.n));
    put.bind(4, ByteView(hash)).bind(5, ByteView(header.parent));
    put.bind(6, std::int64_t{in_run ? 1 : 0}).bind(7, arrived.value).bind(8, file);
    ASAH_TRY(const bool is_new, put.step());
    return is_new ? std::optional(put.integer(0)) : std::nullopt;
}

/// Takes into the run what waited for `from`, and what waited for that.
Result<void> connect(sqlite::Tx& tx, Ledger& ledger, const ledger::ChainPoint& from) {
    std::vector<ledger::ChainPoint> ready{from};
    while (!ready.empty()) {
        const auto point = ready.back();
        ready.pop_back();
        if (point.n > ledger.head.n) {
            ledger.head = point;
        }
        std::vector<std::int64_t> joining;
        {
            auto child = tx.prepare(query("child_waiting"));
            child.bind(1, ledger.terminal).bind(2, ledger.id).bind(3, signed_n(point.n + 1));
            child.bind(4, ByteView(point.hash));
            for (;;) {
                ASAH_TRY(const bool has_row, child.step());
                if (!has_row) {
                    break;
                }
                joining.push_back(child.integer(0));
                ready.push_back({point.n + 1, digest_at(child, 1)});
            }
        }
        for (const auto seq : joining) {
            auto join = tx.prepare(query("entry_join_run"));
            join.bind(1, seq);
            ASAH_CHECK(join.run());
        }
    }
    return {};
}

/// True when this entry made a fork that was not known.
Result<bool> note_fork(sqlite::Tx& tx, Ledger& ledger, const ledger::EntryHeader& header,
                       UtcMs now) {
    {
        auto count = tx.prepare(query("child_count"));
        count.bind(1, ledger.terminal).bind(2, ledger.id).bind(3, signed_n(header.n));
        count.bind(4, ByteView(header.parent));
        ASAH_CHECK(count.step());
        if (count.integer(0) < 2) {
            return false;
        }
    }
    ledger.is_forked = true;
    auto put = tx.prepare(query("fork_put"));
    put.bind(1, ledger.terminal).bind(2, ByteView(header.parent));
    put.bind(3, ledger.id).bind(4, now.value);
    ASAH_CHECK(put.run());
    return tx.database().changes() > 0;
}

/// One delivery on its way into the tables: the rows of its ledgers and of its terminal are read
/// once and written once.
class Saving {
   public:
    Saving(sqlite::Tx& tx, const Delivery& delivery) : m_tx(&tx), m_delivery(&delivery) {}

    Result<Kept> run() {
        for (const auto& entry : *m_delivery->accepted) {
            ASAH_CHECK(put(entry));
        }
        for (const auto& [id, ledger] : m_ledgers) {
            ASAH_CHECK(save_ledger(*m_tx, ledger));
        }
        ASAH_CHECK(put_use());
        ASAH_CHECK(find_heads());
        return std::move(m_kept);
    }

   private:
    Result<Ledger*> ledger_of(const LedgerId& id) {
        const auto found = m_ledgers.find(id);
        if (found != m_ledgers.end()) {
            return &found->second;
        }
        ASAH_TRY(auto row, load_ledger(m_tx->database(), m_delivery->terminal, id));
        return &m_ledgers.emplace(id, row).first->second;
    }

    Result<void> put(const protocol::AcceptedEntry& accepted) {
        const auto& header = accepted.entry.header;
        ASAH_TRY(auto* ledger, ledger_of(header.ledger));
        ASAH_TRY(const bool joins, has_parent_in_run(*m_tx, *ledger, header));
        const auto file = ledger::encode_entry(accepted.entry);
        ASAH_TRY(const auto seq,
                 put_entry(*m_tx, header, accepted.hash, joins, file, m_delivery->arrived));
        if (!seq) {
            return {};
        }
        m_kept.stored_bytes += static_cast<std::int64_t>(file.size()) + kEntryOverheadBytes;
        auto wait = m_tx->prepare(query("handover_put"));
        wait.bind(1, *seq);
        ASAH_CHECK(wait.run());
        if (joins) {
            ASAH_CHECK(connect(*m_tx, *ledger, {header.n, accepted.hash}));
        }
        ASAH_TRY(const bool is_fork, note_fork(*m_tx, *ledger, header, m_delivery->arrived));
        if (is_fork) {
            m_kept.forks.push_back({m_delivery->terminal, header.ledger, header.parent});
        }
        return {};
    }

    Result<void> put_use() {
        std::int64_t stored = 0;
        std::int64_t quarantined = 0;
        {
            auto use = m_tx->prepare(query("use_one"));
            use.bind(1, m_delivery->terminal);
            ASAH_TRY(const bool has_row, use.step());
            if (has_row) {
                stored = use.integer(0);
                quarantined = use.integer(1);
            }
        }
        for (const auto& rejected : *m_delivery->rejected) {
            ASAH_TRY(const auto kept, put_quarantine(rejected, quarantined));
            quarantined += kept;
        }
        if (m_kept.stored_bytes == 0) {
            return {};
        }
        auto put = m_tx->prepare(query("use_put"));
        put.bind(1, m_delivery->terminal).bind(2, stored + m_kept.stored_bytes);
        put.bind(3, quarantined);
        return put.run();
    }

    /// Returns how many of its bytes are kept.
    Result<std::int64_t> put_quarantine(const protocol::RejectedEntry& rejected,
                                        std::int64_t quarantined) {
        const auto size = static_cast<std::int64_t>(rejected.bytes.size());
        const bool is_kept = quarantined + size <= kQuarantineBytesMax;
        const auto digest = sha256(rejected.bytes);
        auto put = m_tx->prepare(query("quarantine_put"));
        put.bind(1, m_delivery->terminal).bind(2, ByteView(digest));
        put.bind(3, static_cast<std::int64_t>(rejected.reason)).bind(4, size);
        is_kept ? put.bind(5, ByteView(rejected.bytes)) : put.bind_null(5);
        put.bind(6, m_delivery->arrived.value);
        ASAH_CHECK(put.run());
        if (m_tx->database().changes() == 0) {
            return 0;  // the same bytes were here
        }
        m_kept.stored_bytes += kEntryOverheadBytes + (is_kept ? size : 0);
        return is_kept ? size : 0;
    }

    Result<void> find_heads();

    sqlite::Tx* m_tx;
    const Delivery* m_delivery;
    std::map<LedgerId, Ledger> m_ledgers;
    Kept m_kept;
};

/// The end of the run that contains `from`; stops before a fork above it.
Result<ledger::ChainPoint> head_of(sqlite::Database& database, const Ledger& ledger,
                                   const ledger::ChainPoint& from) {
    if (!ledger.is_forked) {
        return ledger.head.n > 0 ? ledger.head : from;
    }
    auto head = from;
    for (int step = 0; step < kBranchStepsMax; ++step) {
        auto child = database.prepare(query("child_in_run"));
        child.bind(1, ledger.terminal).bind(2, ledger.id).bind(3, signed_n(head.n + 1));
        child.bind(4, ByteView(head.hash));
        ASAH_TRY(const bool has_child, child.step());
        if (!has_child) {
            return head;
        }
        const ledger::ChainPoint next{head.n + 1, digest_at(child, 0)};
        ASAH_TRY(const bool has_second, child.step());
        if (has_second) {
            return head;
        }
        head = next;
    }
    return head;
}

Result<void> Saving::find_heads() {
    const auto& accepted = *m_delivery->accepted;
    for (auto at = accepted.rbegin(); at != accepted.rend(); ++at) {
        const auto& header = at->entry.header;
        const auto found = m_ledgers.find(header.ledger);
        if (found == m_ledgers.end()) {
            continue;  // a later entry answered for it
        }
        const ledger::ChainPoint point{header.n, at->hash};
        ASAH_TRY(const bool is_here,
                 is_in_run(m_tx->database(), m_delivery->terminal, header.ledger, point));
        if (!is_here) {
            continue;
        }
        ASAH_TRY(const auto head, head_of(m_tx->database(), found->second, point));
        m_kept.heads.push_back({header.ledger, head});
        m_ledgers.erase(found);
    }
    return {};
}

/// Only the branch of `head`: its siblings wait for a person.
Result<void> mark_branch_filed(sqlite::Tx& tx, const Ledger& ledger, ledger::ChainPoint head) {
    while (head.n >= 1) {
        ASAH_TRY(const auto place, find_place(tx.database(), ledger.terminal, ledger.id, head));
        if (!place) {
            return fail(ErrorCode::DatabaseDamaged, "run with a gap");
        }
        auto mark = tx.prepare(query("handover_filed_one"));
        mark.bind(1, place->seq);
        ASAH_CHECK(mark.run());
        if (tx.database().changes() == 0) {
            return {};  // covered before, and with it everything below
        }
        head = {head.n - 1, place->parent};
    }
    return {};
}

}  // namespace

Result<sqlite::Database> open_receiver_archive(const std::string& path, const std::string& vfs) {
    const std::vector<sqlite::Migration> migrations{{1, query("migrations/001_receiver")}};
    return sqlite::Database::open(
        {.path = path, .vfs = vfs, .application_id = kReceiverApplicationId}, migrations);
}

Result<Kept> save_delivery(sqlite::Tx& tx, const Delivery& delivery) {
    return Saving(tx, delivery).run();
}

Result<std::vector<protocol::LedgerPlace>> find_places(
    sqlite::Database& database, const TerminalId& terminal,
    const std::vector<protocol::LedgerQuestion>& questions) {
    std::vector<protocol::LedgerPlace> places;
    for (const auto& question : questions) {
        const auto& locator = question.locator;
        auto common = question.genesis;
        for (const auto& point : locator.points) {
            if (point.n == 0) {
                break;
            }
            ASAH_TRY(const bool is_here, is_in_run(database, terminal, locator.ledger, point));
            if (is_here) {
                common = point;
                break;
            }
        }
        ASAH_TRY(const auto ledger, load_ledger(database, terminal, locator.ledger));
        ASAH_TRY(const auto head, head_of(database, ledger, common));
        places.push_back({common, head});
    }
    return places;
}

Result<std::vector<TerminalUse>> load_uses(sqlite::Database& database) {
    std::vector<TerminalUse> uses;
    auto row = database.prepare(query("use_all"));
    for (;;) {
        ASAH_TRY(const bool has_row, row.step());
        if (!has_row) {
            return uses;
        }
        uses.push_back({row.id<TerminalId>(0), row.integer(1)});
    }
}

Result<std::vector<WaitingEntry>> load_waiting(sqlite::Database& database, int count,
                                               std::size_t bytes) {
    std::vector<WaitingEntry> entries;
    std::size_t sum = 0;
    auto next = database.prepare(query("handover_next"));
    next.bind(1, std::int64_t{count});
    while (sum < bytes) {
        ASAH_TRY(const bool has_row, next.step());
        if (!has_row) {
            break;
        }
        entries.push_back({next.integer(0), {next.integer(1)}, next.blob(2)});
        sum += entries.back().file.size();
    }
    return entries;
}

Result<std::int64_t> begin_handover(sqlite::Tx& tx, const std::vector<std::int64_t>& seqs) {
    std::int64_t number = 0;
    {
        auto put = tx.prepare(query("handover_file_put"));
        ASAH_CHECK(put.step());
        number = put.integer(0);
    }
    for (const auto seq : seqs) {
        auto mark = tx.prepare(query("handover_mark"));
        mark.bind(1, seq).bind(2, number);
        ASAH_CHECK(mark.run());
    }
    return number;
}

Result<void> undo_handover(sqlite::Tx& tx, std::int64_t number) {
    auto back = tx.prepare(query("handover_return"));
    back.bind(1, number);
    ASAH_CHECK(back.run());
    auto drop = tx.prepare(query("handover_file_drop"));
    drop.bind(1, number);
    return drop.run();
}

Result<void> resume_handovers(sqlite::Tx& tx, const std::set<std::int64_t>& present) {
    std::vector<std::int64_t> gone;
    {
        auto row = tx.prepare(query("handover_files"));
        for (;;) {
            ASAH_TRY(const bool has_row, row.step());
            if (!has_row) {
                break;
            }
            if (!present.contains(row.integer(0))) {
                gone.push_back(row.integer(0));
            }
        }
    }
    for (const auto number : gone) {
        ASAH_CHECK(undo_handover(tx, number));
    }
    return {};
}

Result<std::optional<ledger::ChainPoint>> save_filed(sqlite::Tx& tx, const FiledHead& filed) {
    ASAH_TRY(auto ledger, load_ledger(tx.database(), filed.terminal, filed.ledger));
    const auto& head = filed.head;
    const auto before = ledger.filed;
    if (head == ledger.filed || (head.n == 0 && ledger.filed.n == 0)) {
        return std::optional(before);
    }
    if (head.n > 0) {
        ASAH_TRY(const bool is_here, is_in_run(tx.database(), filed.terminal, filed.ledger, head));
        if (!is_here) {
            return std::optional<ledger::ChainPoint>{};
        }
    }
    if (head.n < ledger.filed.n) {
        auto again = tx.prepare(query("handover_again"));
        again.bind(1, filed.terminal).bind(2, filed.ledger).bind(3, signed_n(head.n));
        ASAH_CHECK(again.run());
    } else if (ledger.is_forked) {
        ASAH_CHECK(mark_branch_filed(tx, ledger, head));
    } else {
        auto mark = tx.prepare(query("handover_filed"));
        mark.bind(1, filed.terminal).bind(2, filed.ledger);
        mark.bind(3, signed_n(ledger.filed.n)).bind(4, signed_n(head.n));
        ASAH_CHECK(mark.run());
    }
    ledger.filed = head;
    ASAH_CHECK(save_ledger(tx, ledger));
    return std::optional(before);
}

Result<std::vector<FiledHead>> load_filed(sqlite::Database& database) {
    std::vector<FiledHead> filed;
    auto row = database.prepare(query("ledger_filed"));
    for (;;) {
        ASAH_TRY(const bool has_row, row.step());
        if (!has_row) {
            return filed;
        }
        filed.push_back({row.id<TerminalId>(0),
                         row.id<LedgerId>(1),
                         {unsigned_n(row.integer(2)), digest_at(row, 3)}});
    }
}

Result<void> save_newest_status(sqlite::Tx& tx, const WaitingStatus& status, UtcMs now) {
    auto put = tx.prepare(query("status_put"));
    put.bind(1, status.terminal).bind(2, status.number).bind(3, ByteView(status.document));
    put.bind(4, now.value);
    return put.run();
}

Result<std::vector<WaitingStatus>> load_waiting_statuses(sqlite::Database& database) {
    std::vector<WaitingStatus> statuses;
    auto row = database.prepare(query("status_waiting"));
    for (;;) {
        ASAH_TRY(const bool has_row, row.step());
        if (!has_row) {
            return statuses;
        }
        statuses.push_back({row.id<TerminalId>(0), row.integer(1), row.blob(2)});
    }
}

Result<void> return_statuses(sqlite::Tx& tx) { return tx.prepare(query("status_again")).run(); }

Result<void> mark_status_handed(sqlite::Tx& tx, const TerminalId& terminal, std::int64_t number) {
    auto mark = tx.prepare(query("status_handed"));
    mark.bind(1, terminal).bind(2, number);
    return mark.run();
}

Result<ArchiveCounts> count_archive(sqlite::Database& database) {
    auto row = database.prepare(query("count_all"));
    ASAH_CHECK(row.step());
    return ArchiveCounts{row.integer(0), row.integer(1), row.integer(2), row.integer(3),
                         row.integer(4)};
}

Result<std::vector<Fork>> load_forks(sqlite::Database& database) {
    auto row = database.prepare(query("fork_all"));
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
