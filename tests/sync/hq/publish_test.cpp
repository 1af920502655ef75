// What publishing accepts, and what it signs.
#include <doctest/doctest.h>

#include "kiosk/core/content/assessment_json.h"
#include "kiosk/core/content/package.h"
#include "kiosk/core/ledger/folder_names.h"
#include "kiosk/core/ledger/signed.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/office/publish.h"
#include "tests/sync/hq/office_city.h"

using namespace asah;
using hq_test::OfficeCity;

TEST_SUITE_BEGIN("sync/hq/publish");

namespace {

constexpr DurationMs kDay{86'400'000};

struct Desk {
    Desk() {
        city.publish_framework();
        city.publish_bank();
    }
    Result<hq::Published> publish(hq::TimeWord word = hq::TimeWord::None) {
        problems.clear();
        hq::PublishRequest request;
        request.assessments = files;
        request.time_word = word;
        return hq::publish(city.office(), request, problems);
    }
    ErrorCode refused(hq::TimeWord word = hq::TimeWord::None) {
        const auto done = publish(word);
        return done.has_value() ? ErrorCode{} : done.error().code;
    }
    ledger::Manifest manifest() {
        const auto path = city.office().config().orders + "/manifest";
        const auto file = city.files().read(path, 1U << 20U).value();
        const auto document = ledger::parse_signed(file).value();
        const auto payload = ledger::payload_of(document.body, ledger::kManifestType).value();
        return ledger::parse_manifest_payload(payload).value();
    }
    /// An assessment over the bank T01, with some members changed or added.
    void write(const std::string& id, const std::string& more) {
        const auto path = city.folder() + "/" + id + ".json";
        const std::string text = R"({"format":"asah/assessment/1","id":")" + id +
                                 R"(","version":1,"kind":"pre_test","title":{"id":"Prates"},
            "purpose":"PEMETAAN_PENGEMBANGAN","occasion":")" +
                                 id + R"(","banks":[{"id":"T01"}],
            "blueprint":{"rows":[{"competency":"T.01","level":1,"count":1}]})" +
                                 more + "}";
        REQUIRE(city.files().write_durable(path, as_bytes(text), FileMode::Private).has_value());
        files.push_back(path);
    }
    assessment::Assessment published(const std::string& id) {
        const auto current = hq::load_current_content(city.office().database()).value();
        for (const auto& package : current) {
            if (package.kind == ledger::PackageKind::Assessment && package.id == id) {
                return content::parse_assessment_json(package.members.front().bytes, id).value;
            }
        }
        FAIL("not published: " << id);
        return {};
    }
    content::Package published_bank() {
        return hq::find_content(city.office().database(), ledger::PackageKind::Bank, "T01", 1)
            .value()
            .value();
    }
    /// Names of the members of a package that the manifest names.
    std::vector<std::string> members_of(const std::string& id) {
        std::vector<std::string> names;
        for (const auto& item : manifest().items) {
            if (item.id != id) {
                continue;
            }
            const auto path = city.office().config().orders + "/packages/" +
                              ledger::package_file_name(item.digest);
            const auto file = city.files().read(path, content::kPackageBytesMax).value();
            const auto package = content::parse_package(file).value();
            for (const auto& member : package.members) {
                names.push_back(member.name);
            }
        }
        return names;
    }
    /// The text of the first file with a word replaced.
    std::string text_with(const std::string& from, const std::string& to) {
        std::string text(as_text(city.files().read(files[0], 65536).value()));
        return text.replace(text.find(from), from.size(), to);
    }
    OfficeCity city;
    std::vector<std::string> files;
    Problems problems;
};

}  // namespace

TEST_CASE("a window that staff write in the city's time is published as that moment") {
    Desk desk;
    desk.write("prates", R"(,"opens":"2026-12-03T08:00","closes":"2026-12-05T09:00:00Z")");
    REQUIRE(desk.publish().has_value());
    REQUIRE(desk.problems.empty());
    CHECK(to_iso_text(*desk.published("prates").opens) == "2026-12-03T01:00:00Z");
    CHECK(to_iso_text(*desk.published("prates").closes) == "2026-12-05T09:00:00Z");
}

TEST_CASE("a time more than two days beyond the last is signed only on an operator's word") {
    Desk desk;
    REQUIRE(desk.publish().has_value());
    const UtcMs first = desk.manifest().made;
    desk.city.clock().advance(kDay + kDay);
    REQUIRE(desk.publish().has_value());
    desk.city.clock().advance({2 * kDay.value + 1});
    CHECK(desk.refused() == ErrorCode::TimeJump);
    CHECK(desk.manifest().made == first + DurationMs{2 * kDay.value});
    CHECK(desk.manifest().number == 2);
    CHECK(desk.refused(hq::TimeWord::Reset) == ErrorCode::TimeJump);
    REQUIRE(desk.publish(hq::TimeWord::JumpConfirmed).has_value());
    CHECK_FALSE(desk.manifest().time_reset);
    REQUIRE(desk.publish().has_value());
}

TEST_CASE("days of nothing but filing need no word, a jump among them does") {
    Desk desk;
    REQUIRE(desk.publish().has_value());
    for (int day = 0; day < 10; ++day) {
        desk.city.clock().advance(kDay);
        REQUIRE(hq::note_awake(desk.city.office()).has_value());
    }
    REQUIRE(desk.publish().has_value());
    desk.city.clock().advance({3 * kDay.value});
    REQUIRE(hq::note_awake(desk.city.office()).has_value());
    desk.city.clock().advance({60'000});
    CHECK(desk.refused() == ErrorCode::TimeJump);
}

TEST_CASE("a time taken back is said in every manifest until the wrong one has passed") {
    Desk desk;
    REQUIRE(desk.publish().has_value());
    const UtcMs right = desk.city.clock().now_wall().utc;
    desk.city.clock().set_wall(right + DurationMs{5 * kDay.value});
    REQUIRE(desk.publish(hq::TimeWord::JumpConfirmed).has_value());
    desk.city.clock().set_wall(right + DurationMs{kDay.value});
    CHECK(desk.refused() == ErrorCode::TimeBack);
    CHECK(desk.refused(hq::TimeWord::JumpConfirmed) == ErrorCode::TimeBack);
    REQUIRE(desk.publish(hq::TimeWord::Reset).has_value());
    CHECK(desk.manifest().time_reset);
    CHECK(desk.manifest().made == right + DurationMs{kDay.value});
    for (int day = 2; day <= 4; ++day) {
        desk.city.clock().advance(kDay);
        REQUIRE(desk.publish().has_value());
        CHECK(desk.manifest().time_reset);
    }
    desk.city.clock().advance(kDay);
    REQUIRE(desk.publish().has_value());
    CHECK_FALSE(desk.manifest().time_reset);
}

TEST_CASE("a clock that the network set back by a minute signs the last time again") {
    Desk desk;
    REQUIRE(desk.publish().has_value());
    const UtcMs last = desk.manifest().made;
    desk.city.clock().set_wall(last + DurationMs{-60'000});
    REQUIRE(desk.publish().has_value());
    CHECK(desk.manifest().made == last);
}

TEST_CASE("the measuring keys of a bank go to no terminal once one assessment guards them") {
    Desk desk;
    desk.write("prates", R"(,"feedback":"none")");
    REQUIRE(desk.publish().has_value());
    CHECK(desk.members_of("T01") == std::vector<std::string>{"items", "keys"});
    desk.write("terjaga", R"(,"key_class":"guarded")");
    REQUIRE(desk.publish().has_value());
    CHECK(desk.problems.empty());
    CHECK(desk.members_of("T01") == std::vector<std::string>{"items"});
    const auto bank = hq::bank_of(desk.published_bank()).value();
    CHECK(bank.keys.size() == bank.items.size());  // headquarters keeps them
}

TEST_CASE("an assessment that shows its result at once cannot share a guarded bank") {
    const std::string guards = R"(,"key_class":"guarded")";
    for (const bool is_guarded_first : {true, false}) {
        Desk desk;
        desk.write("satu", is_guarded_first ? guards : "");
        REQUIRE(desk.publish().has_value());
        REQUIRE(desk.problems.empty());
        const int number = desk.manifest().number;
        desk.write("dua", is_guarded_first ? "" : guards);
        REQUIRE(desk.publish().has_value());
        REQUIRE(desk.problems.size() == 1);
        CHECK(desk.problems[0].key == "publish_guarded_bank");
        CHECK(desk.problems[0].found == (is_guarded_first ? "dua (T01)" : "satu (T01)"));
        CHECK(desk.manifest().number == number);
    }
}

TEST_CASE("a purpose that the framework lacks is refused where it is written") {
    Desk desk;
    desk.write("prates", "");
    const auto text = desk.text_with("PEMETAAN_PENGEMBANGAN", "PROMOSI");
    REQUIRE(desk.city.files()
                .write_durable(desk.files[0], as_bytes(text), FileMode::Private)
                .has_value());
    REQUIRE(desk.publish().has_value());
    REQUIRE(desk.problems.size() == 1);
    CHECK(desk.problems[0].key == "publish_purpose");
    CHECK(desk.problems[0].found == "PROMOSI");
}

TEST_SUITE_END();
