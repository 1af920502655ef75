#include "sync/hq/data/receiver_archive.h"

#include <doctest/doctest.h>

#include "tests/support/authority.h"
#include "tests/support/fake_hq.h"

using namespace asah;
using support::Chain;

TEST_SUITE_BEGIN("sync/hq/data/receiver_archive");

namespace {

struct Opened {
    support::TemporaryFolder folder;
    hq::ReceiverArchive archive = hq::ReceiverArchive::open(folder.path() + "/archive.db").value();
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
        CHECK(opened.archive.keep(chain.terminal, entries_of(chain, 1, 2), {}, {5})->empty());
    }
    CHECK(opened.archive.counts()->entries == 2);
    const auto out = opened.archive.to_export(10).value();
    REQUIRE(out.size() == 2);
    CHECK(ledger::encode_entry(out[1]) == ledger::encode_entry(chain.entries[1]));
}

TEST_CASE("the run ends at a gap and grows over it when the gap closes") {
    Opened opened;
    const auto chain = Chain::make(1, 6);
    REQUIRE(opened.archive.keep(chain.terminal, entries_of(chain, 4, 6), {}, {5}).has_value());
    REQUIRE(opened.archive.keep(chain.terminal, entries_of(chain, 1, 2), {}, {5}).has_value());
    CHECK(opened.archive.head_of(chain.terminal, chain.ledger, point_of(chain, 1))->n == 2);
    CHECK_FALSE(
        opened.archive.is_connected(chain.terminal, chain.ledger, point_of(chain, 6).hash).value());
    REQUIRE(opened.archive.keep(chain.terminal, entries_of(chain, 3, 3), {}, {5}).has_value());
    CHECK(opened.archive.head_of(chain.terminal, chain.ledger, point_of(chain, 1)).value() ==
          point_of(chain, 6));
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
    REQUIRE(opened.archive.keep(terminal, entries_of(original, 1, 4), {}, {5})->empty());
    const auto forks = opened.archive.keep(terminal, entries_of(clone, 4, 5), {}, {6}).value();
    REQUIRE(forks.size() == 1);
    CHECK(forks[0].parent == point_of(chain, 3).hash);
    CHECK(opened.archive.keep(terminal, entries_of(clone, 4, 5), {}, {7})->empty());
    CHECK(opened.archive.counts()->entries == 6);
    CHECK(opened.archive.counts()->forks == 1);
    CHECK(opened.archive.head_of(terminal, chain.ledger, point_of(original, 4)).value() ==
          point_of(original, 4));
    CHECK(opened.archive.head_of(terminal, chain.ledger, point_of(clone, 4)).value() ==
          point_of(clone, 5));
    CHECK(opened.archive.head_of(terminal, chain.ledger, point_of(chain, 2)).value() ==
          point_of(chain, 3));
}

TEST_CASE("filed entries are exported no more; others are, again after each start") {
    Opened opened;
    const auto chain = Chain::make(1, 3);
    REQUIRE(opened.archive.keep(chain.terminal, entries_of(chain, 1, 3), {}, {5}).has_value());
    for (std::size_t n = 1; n <= 3; ++n) {
        REQUIRE(opened.archive.mark_exported(chain.terminal, point_of(chain, n).hash).has_value());
    }
    CHECK(opened.archive.to_export(10)->empty());
    REQUIRE(
        opened.archive.mark_filed(chain.terminal, chain.ledger, point_of(chain, 2)).has_value());
    REQUIRE(opened.archive.export_again().has_value());
    const auto out = opened.archive.to_export(10).value();
    REQUIRE(out.size() == 1);
    CHECK(out[0].header.n == 3);
}

TEST_CASE("on a fork a filed receipt covers its own branch alone") {
    Opened opened;
    const auto chain = Chain::make(1, 1);
    auto clone = chain;
    clone.grow(200);
    auto original = chain;
    original.grow(100);
    REQUIRE(opened.archive.keep(chain.terminal, entries_of(original, 1, 2), {}, {5}).has_value());
    REQUIRE(opened.archive.keep(chain.terminal, entries_of(clone, 2, 2), {}, {5}).has_value());
    REQUIRE(
        opened.archive.mark_filed(chain.terminal, chain.ledger, point_of(original, 2)).has_value());
    const auto out = opened.archive.to_export(10).value();
    REQUIRE(out.size() == 1);
    CHECK(ledger::entry_hash(out[0].header) == point_of(clone, 2).hash);
}

TEST_CASE("a filed receipt for an entry that is not here changes nothing") {
    Opened opened;
    const auto chain = Chain::make(1, 2);
    REQUIRE(opened.archive.keep(chain.terminal, entries_of(chain, 1, 1), {}, {5}).has_value());
    REQUIRE(
        opened.archive.mark_filed(chain.terminal, chain.ledger, point_of(chain, 2)).has_value());
    CHECK(opened.archive.counts()->filed == 0);
}

TEST_CASE("the status with the highest number wins") {
    Opened opened;
    TerminalId terminal;
    CHECK(opened.archive.keep_status(terminal, 5, Bytes{1}, {1}).value());
    CHECK_FALSE(opened.archive.keep_status(terminal, 4, Bytes{2}, {2}).value());
    CHECK_FALSE(opened.archive.keep_status(terminal, 5, Bytes{3}, {3}).value());
    CHECK(opened.archive.keep_status(terminal, 6, Bytes{4}, {4}).value());
}

TEST_SUITE_END();
