#include <doctest/doctest.h>

#include "sync/hq/data/reader_rebuild.h"
#include "sync/hq/filing/backup.h"
#include "tests/support/faulty_files.h"
#include "tests/sync/hq/office_city.h"

namespace asah {
namespace {

using hq_test::OfficeCity;

/// A city in which a number of people finished a sitting that was filed.
struct FiledCity {
    OfficeCity city;
    std::string segment;  // the one that holds all of them
    Bytes good;
    std::map<std::string, Bytes> handed;  // the intake's files

    explicit FiledCity(int people) {
        city.publish_framework();
        city.publish_bank();
        for (int i = 0; i < people; ++i) {
            city.sit(city.add_person("Pegawai " + std::to_string(i), "SETDA"), 12);
        }
        for (const auto& name : city.intake()) {
            handed[name] = city.files().read(city.folder() + "/intake/" + name, 1U << 23U).value();
        }
        REQUIRE(city.pass().filed == people);
        const auto names = city.files().list(city.office().config().backup).value();
        for (const auto& name : names) {
            if (name.ends_with(".segment")) {
                segment = city.office().config().backup + "/" + name;
            }
        }
        good = city.files().read(segment, 1U << 25U).value();
    }
    void damage(std::size_t at) {
        auto bytes = good;
        bytes[at] ^= 0x04U;
        REQUIRE(city.files().write_durable(segment, bytes, FileMode::Private).has_value());
    }
    void lose_tables() {
        for (const auto* sql : {"DELETE FROM entry", "DELETE FROM sitting", "DELETE FROM result"}) {
            REQUIRE(city.office().database().prepare(sql).run().has_value());
        }
    }
    void hand_over_again() {
        for (const auto& [name, bytes] : handed) {
            REQUIRE(city.files()
                        .write_durable(city.folder() + "/intake/" + name, bytes, FileMode::Group)
                        .has_value());
        }
    }
    hq::RebuildReport rebuild() {
        const auto report = city.office().make_reader().value()->rebuild();
        REQUIRE(report.has_value());
        return *report;
    }
    /// Where the frame of the n-th entry begins; the segment's frames are of unequal size.
    std::size_t frame_at(int n) {
        std::size_t at = 0;
        const std::string_view magic = "asahENT1";
        for (int i = 0; i < n; ++i) {
            at = as_text(good).find(magic, at) + 1;
        }
        return at - 1;
    }
};

}  // namespace

TEST_CASE("every 97th byte of a segment of 40 entries flipped in turn loses at most one entry") {
    FiledCity filed(40);
    SeededRandom random(1);
    hq::Backup backup(filed.city.files(), random, filed.city.office().config().backup);
    int flips = 0;
    for (std::size_t at = 0; at < filed.good.size(); at += 97) {
        CAPTURE(at);
        filed.damage(at);
        std::set<Digest> entries;
        const auto damage = backup.read([&](const protocol::KeptEntry& kept) -> Result<void> {
            entries.insert(ledger::entry_hash(ledger::parse_entry(kept.file).value().header));
            return {};
        });
        REQUIRE(damage.has_value());
        CHECK(entries.size() == 39);
        REQUIRE(damage->size() == 1);
        CHECK(damage->front().entry_count == 1);
        CHECK(damage->front().offset <= at);
        CHECK(at < damage->front().offset + damage->front().size);
        ++flips;
    }
    CHECK(flips > 400);
}

TEST_CASE("a damaged entry that the tables hold keeps counting, and the backup gets it back") {
    FiledCity filed(12);
    auto& city = filed.city;
    const auto results = city.number("SELECT count(*) FROM result;");
    filed.damage(filed.frame_at(5) + 16);  // the first byte of a frame's length
    const auto report = filed.rebuild();
    CHECK_FALSE(report.is_whole());
    REQUIRE(report.damage.size() == 1);
    CHECK(report.damage.front().offset == filed.frame_at(5));
    CHECK(report.damage.front().entry_count == 1);
    CHECK(report.filing.filed == 11);
    CHECK(report.kept == 1);
    CHECK(report.missing == 0);
    CHECK(city.number("SELECT count(*) FROM entry WHERE state = 'filed';") == 12);
    CHECK(city.number("SELECT count(*) FROM sitting;") == 12);
    CHECK(city.number("SELECT count(*) FROM result;") == results);
    // No receipt covers what the backup lacks: the receiver hands it over again.
    CHECK(city.receipt_n() == 4);
    REQUIRE(report.filing.lowered.size() == 1);
    CHECK(report.filing.lowered.front().was == 12);
    CHECK(report.filing.lowered.front().now == 4);
    filed.hand_over_again();
    const auto again = city.pass();
    CHECK(again.known == 12);
    CHECK(again.filed == 0);
    CHECK(city.receipt_n() == 12);
    const auto healed = filed.rebuild();
    CHECK(healed.filing.filed == 12);
    CHECK(healed.kept == 0);
    CHECK(city.number("SELECT count(*) FROM sitting;") == 12);
}

TEST_CASE("a damaged entry that the tables lost too is missed, asked for, and filed once") {
    FiledCity filed(12);
    auto& city = filed.city;
    filed.damage(filed.frame_at(7) + 100);
    filed.lose_tables();
    const auto report = filed.rebuild();
    CHECK(report.filing.filed == 11);
    CHECK(report.kept == 0);
    CHECK(report.missing == 1);
    CHECK(city.receipt_n() == 6);
    filed.hand_over_again();
    CHECK(city.pass().filed == 1);
    CHECK(city.receipt_n() == 12);
    CHECK(city.number("SELECT count(*) FROM sitting;") == 12);
    CHECK(city.number("SELECT sum(is_duplicate) FROM sitting;") == 0);
}

TEST_CASE("a segment that cannot be read at all costs the tables nothing") {
    FiledCity filed(3);
    REQUIRE(filed.city.files().remove(filed.segment).has_value());
    std::filesystem::create_directory(filed.segment);
    const auto report = filed.rebuild();
    CHECK_FALSE(report.is_whole());
    CHECK(report.filing.filed == 0);
    CHECK(report.kept == 3);
    CHECK(filed.city.number("SELECT count(*) FROM sitting;") == 3);
    CHECK(filed.city.number("SELECT count(*) FROM result;") > 0);
}

TEST_CASE("a held record whose file is damaged comes back from the backup and is released") {
    OfficeCity city;
    city.publish_framework();
    city.sit(city.add_person("Ani", "SETDA"), 12);
    city.sit(city.add_person("Budi", "SETDA"), 12);
    REQUIRE(city.pass().held == 2);
    const auto held = city.office().home() + "/held";
    const auto name = city.files().list(held).value().front();
    auto bytes = city.files().read(held + "/" + name, 1U << 21U).value();
    bytes[bytes.size() / 2] ^= 1U;
    REQUIRE(city.files().write_durable(held + "/" + name, bytes, FileMode::Private).has_value());
    const auto report = city.pass();
    CHECK(report.damaged_held == 1);
    city.publish_bank();
    CHECK(city.pass().filed == 2);
    CHECK(city.files().list(held).value().empty());
}

TEST_CASE("a damaged copy of the database is passed over for the one before, and told") {
    OfficeCity city;
    city.add_person("Ani", "SETDA");
    REQUIRE(city.office().snapshot().has_value());
    city.add_person("Budi", "SETDA");
    REQUIRE(city.office().snapshot().has_value());
    const auto folder = city.office().config().backup;
    const auto names = hq::list_state_copies(city.files(), folder).value();
    REQUIRE(names.size() == 2);
    auto bytes = city.files().read(folder + "/" + names.front(), 1U << 25U).value();
    bytes[bytes.size() - 5] ^= 1U;
    REQUIRE(city.files()
                .write_durable(folder + "/" + names.front(), bytes, FileMode::Private)
                .has_value());
    const auto path = city.folder() + "/restored.db";
    const auto restored = hq::restore_state_copy(city.files(), folder, path).value();
    CHECK(restored.name == names.back());
    CHECK(restored.damaged == std::vector<std::string>{names.front()});
    auto database = hq::open_reader_database(path).value();
    auto query = database.prepare("SELECT count(*) FROM person;");
    REQUIRE(query.step().value());
    CHECK(query.integer(0) == 1);
    REQUIRE(city.files().remove(folder + "/" + names.back()).has_value());
    CHECK(hq::restore_state_copy(city.files(), folder, path).error().code ==
          ErrorCode::FileUnreadable);
}

}  // namespace asah
