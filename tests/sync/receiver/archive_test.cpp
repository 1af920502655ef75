#include "sync/hq/data/receiver_archive.h"

#include <doctest/doctest.h>

#include "tests/support/authority.h"
#include "tests/support/fake_hq.h"

using namespace asah;
using support::Chain;

TEST_SUITE_BEGIN("sync/hq/data/receiver_archive");

namespace {

const std::vector<protocol::RejectedEntry> kNoneRejected;

/// An archive in a folder of its own, with one transaction a call.
struct Opened {
    support::TemporaryFolder folder;
    sqlite::Database database = hq::open_receiver_archive(folder.path() + "/archive.db").value();

    Result<hq::Kept> keep(const TerminalId& terminal,
                          const std::vector<protocol::AcceptedEntry>& accepted,
                          const std::vector<protocol::RejectedEntry>& rejected = kNoneRejected) {
        return sqlite::in_transaction(database, [&](sqlite::Tx& tx) {
            return hq::save_delivery(tx, {terminal, &accepted, &rejected, {5}});
        });
    }
    hq::ArchiveCounts counts() { return hq::count_archive(database).value(); }
    bool file(const Chain& chain, const ledger::ChainPoint& head) {
        return sqlite::in_transaction(
                   database,
                   [&](sqlite::Tx& tx) {
                       return hq::save_filed(tx, {chain.terminal, chain.ledger, head});
                   })
            .value()
            .has_value();
    }
    std::vector<hq::WaitingEntry> waiting(int count = 100) {
        return hq::load_waiting(database, count, 1U << 20U).value();
    }
    std::int64_t hand_over() {
        std::vector<std::int64_t> seqs;
        for (const auto& entry : waiting()) {
            seqs.push_back(entry.seq);
        }
        return sqlite::in_transaction(database,
                                      [&](sqlite::Tx& tx) { return hq::begin_handover(tx, seqs); })
            .value();
    }
    void restart(const std::set<std::int64_t>& present) {
        const auto done = sqlite::in_transaction(
            database, [&](sqlite::Tx& tx) { return hq::resume_handovers(tx, present); });
        REQUIRE(done.has_value());
    }
    /// Where HQ and a terminal stand that has the points, the newest first.
    protocol::LedgerPlace place(const Chain& chain, std::vector<ledger::ChainPoint> points) {
        const protocol::LedgerQuestion question{
            {chain.ledger, std::move(points)},
            {0, ledger::genesis_hash(chain.authority, chain.terminal, chain.ledger)}};
        return hq::find_places(database, chain.terminal, {question})->at(0);
    }
};

std::vector<protocol::AcceptedEntry> entries_of(const Chain& chain, std::size_t first,
                                                std::size_t last) {
    std::vector<protocol::AcceptedEntry> out;
    for (auto n = first; n <= last; ++n) {
        const auto& entry = chain.entries[n - 1];
        out.push_back({entry, ledger::entry_hash(entry.header)});
    }
    return out;
}

ledger::ChainPoint point_of(const Chain& chain, std::size_t n) {
    return {n, ledger::entry_hash(chain.entries[n - 1].header)};
}

}  // namespace

TEST_CASE("an entry comes back byte for byte, and keeping it again changes nothing") {
    Opened opened;
    const auto chain = Chain::make(1, 2);
    for (int i = 0; i < 2; ++i) {
        const auto kept = opened.keep(chain.terminal, entries_of(chain, 1, 2)).value();
        CHECK(kept.forks.empty());
        REQUIRE(kept.heads.size() == 1);
        CHECK(kept.heads[0].head == point_of(chain, 2));
        CHECK((kept.stored_bytes > 0) == (i == 0));
    }
    CHECK(opened.counts().entries == 2);
    const auto out = opened.waiting();
    REQUIRE(out.size() == 2);
    CHECK(out[1].file == ledger::encode_entry(chain.entries[1]));
    CHECK(out[1].arrived == UtcMs{5});
}

TEST_CASE("the run ends at a gap and grows over it when the gap closes") {
    Opened opened;
    const auto chain = Chain::make(1, 6);
    CHECK(opened.keep(chain.terminal, entries_of(chain, 4, 6))->heads.empty());
    CHECK(opened.keep(chain.terminal, entries_of(chain, 1, 2))->heads.at(0).head.n == 2);
    auto place = opened.place(chain, {point_of(chain, 6), point_of(chain, 1)});
    CHECK(place.common == point_of(chain, 1));
    CHECK(place.head == point_of(chain, 2));
    const auto closed = opened.keep(chain.terminal, entries_of(chain, 3, 3)).value();
    CHECK(closed.heads.at(0).head == point_of(chain, 6));
    place = opened.place(chain, {point_of(chain, 6), point_of(chain, 1)});
    CHECK(place.common == point_of(chain, 6));
    CHECK(opened.counts().in_run == 6);
}

TEST_CASE("a fork keeps both branches, is told once, and each branch has its own head") {
    Opened opened;
    const auto chain = Chain::make(1, 3);
    auto clone = chain;
    clone.grow(200);
    clone.grow(201);
    auto original = chain;
    original.grow(100);
    const auto& terminal = chain.terminal;
    REQUIRE(opened.keep(terminal, entries_of(original, 1, 4))->forks.empty());
    const auto kept = opened.keep(terminal, entries_of(clone, 4, 5)).value();
    REQUIRE(kept.forks.size() == 1);
    CHECK(kept.forks[0].parent == point_of(chain, 3).hash);
    CHECK(kept.heads.at(0).head == point_of(clone, 5));
    CHECK(opened.keep(terminal, entries_of(clone, 4, 5))->forks.empty());
    CHECK(opened.counts().entries == 6);
    CHECK(opened.counts().forks == 1);
    CHECK(hq::load_forks(opened.database)->at(0).parent == point_of(chain, 3).hash);
    CHECK(opened.place(chain, {point_of(original, 4)}).head == point_of(original, 4));
    CHECK(opened.place(chain, {point_of(clone, 4)}).head == point_of(clone, 5));
    CHECK(opened.place(chain, {point_of(chain, 2)}).head == point_of(chain, 3));
}

TEST_CASE("filed entries are handed over no more, others are, again when their file is gone") {
    Opened opened;
    const auto chain = Chain::make(1, 3);
    REQUIRE(opened.keep(chain.terminal, entries_of(chain, 1, 3)).has_value());
    const auto number = opened.hand_over();
    CHECK(opened.waiting().empty());
    CHECK(opened.file(chain, point_of(chain, 2)));
    CHECK(opened.counts().filed == 2);
    opened.restart({number});  // the reader has not taken the file yet
    CHECK(opened.waiting().empty());
    opened.restart({});
    const auto out = opened.waiting();
    REQUIRE(out.size() == 1);
    CHECK(out[0].file == ledger::encode_entry(chain.entries[2]));
    CHECK(opened.hand_over() > number);  // no name is used twice
}

TEST_CASE("a reader that lost entries gets them handed over again") {
    Opened opened;
    const auto chain = Chain::make(1, 4);
    REQUIRE(opened.keep(chain.terminal, entries_of(chain, 1, 4)).has_value());
    opened.hand_over();
    CHECK(opened.file(chain, point_of(chain, 4)));
    CHECK(opened.counts().filed == 4);
    CHECK(opened.file(chain, point_of(chain, 1)));  // restored from an older image
    CHECK(opened.waiting().size() == 3);
    CHECK(opened.counts().filed == 1);
    CHECK(opened.file(chain, {}));  // and gone altogether
    CHECK(opened.waiting().size() == 4);
    CHECK(opened.file(chain, point_of(chain, 4)));
    CHECK(opened.waiting().empty());
}

TEST_CASE("on a fork a filed receipt covers its own branch alone") {
    Opened opened;
    const auto chain = Chain::make(1, 1);
    auto clone = chain;
    clone.grow(200);
    auto original = chain;
    original.grow(100);
    REQUIRE(opened.keep(chain.terminal, entries_of(original, 1, 2)).has_value());
    REQUIRE(opened.keep(chain.terminal, entries_of(clone, 2, 2)).has_value());
    CHECK(opened.file(chain, point_of(original, 2)));
    const auto out = opened.waiting();
    REQUIRE(out.size() == 1);
    CHECK(out[0].file == ledger::encode_entry(clone.entries[1]));
}

TEST_CASE("a filed receipt for an entry that is not here changes nothing") {
    Opened opened;
    const auto chain = Chain::make(1, 2);
    REQUIRE(opened.keep(chain.terminal, entries_of(chain, 1, 1)).has_value());
    CHECK_FALSE(opened.file(chain, point_of(chain, 2)));
    CHECK(opened.counts().filed == 0);
}

TEST_CASE("the status with the highest number wins, and each is handed over once") {
    Opened opened;
    TerminalId terminal;
    const auto keep = [&](std::int64_t number, std::uint8_t byte) {
        const auto done = sqlite::in_transaction(opened.database, [&](sqlite::Tx& tx) {
            return hq::save_newest_status(tx, {terminal, number, Bytes{byte}}, {1});
        });
        REQUIRE(done.has_value());
    };
    const auto waiting = [&] { return hq::load_waiting_statuses(opened.database).value(); };
    keep(5, 1);
    keep(4, 2);
    keep(5, 3);
    REQUIRE(waiting().size() == 1);
    CHECK(waiting()[0].document == Bytes{1});
    const auto hand = [&](std::int64_t number) {
        const auto done = sqlite::in_transaction(opened.database, [&](sqlite::Tx& tx) {
            return hq::mark_status_handed(tx, terminal, number);
        });
        REQUIRE(done.has_value());
    };
    keep(6, 4);
    hand(5);  // the newer one came while the older was written
    REQUIRE(waiting().size() == 1);
    CHECK(waiting()[0].document == Bytes{4});
    hand(6);
    CHECK(waiting().empty());
}

TEST_CASE("of a terminal's quarantined bodies 8 MiB are kept, of later ones digest and reason") {
    Opened opened;
    const TerminalId terminal;
    const auto quarantine = [&](std::uint8_t fill) {
        const std::vector<protocol::RejectedEntry> rejected{
            {0, ErrorCode::SignatureInvalid, Bytes(std::size_t{3} << 20U, fill)}};
        return opened.keep(terminal, {}, rejected)->stored_bytes;
    };
    CHECK(quarantine(1) == (3 << 20) + hq::kEntryOverheadBytes);
    CHECK(quarantine(1) == 0);  // the same again
    CHECK(quarantine(2) == (3 << 20) + hq::kEntryOverheadBytes);
    CHECK(quarantine(3) == hq::kEntryOverheadBytes);
    CHECK(opened.counts().quarantined == 3);
    auto row = opened.database.prepare(
        "SELECT sum(length(bytes)), sum(size), min(reason) FROM quarantine");
    REQUIRE(row.step().value());
    CHECK(row.integer(0) == 6 << 20);
    CHECK(row.integer(1) == 9 << 20);
    CHECK(row.integer(2) == static_cast<std::int64_t>(ErrorCode::SignatureInvalid));
    CHECK(hq::load_uses(opened.database)->at(0).stored_bytes ==
          (6 << 20) + 3 * hq::kEntryOverheadBytes);
}

TEST_SUITE_END();
