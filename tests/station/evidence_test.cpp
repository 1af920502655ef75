// What a terminal offers and keeps of evidence: forms by person, attempts and days, second looks,
// sums that follow the person, and nothing of a single item on the disk.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/core/items/score.h"
#include "kiosk/sqlite/database.h"
#include "kiosk/store/store.h"
#include "kiosk/vault/storage.h"
#include "tests/support/terminal_city.h"

using namespace asah;
using assessment::FinishReason;
using assessment::LevelStatus;
using support::TerminalCity;

TEST_SUITE_BEGIN("station/evidence");

namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// An assessment of T.01 with more members, and its rows as (level, count).
std::string json_of(const std::string& id, const std::string& members,
                    const std::vector<std::pair<int, int>>& rows) {
    std::string text = R"({"format":"asah/assessment/1","id":")" + id +
                       R"(","version":1,"kind":"mapping","title":{"id":"Asesmen","en":"Test"},)" +
                       R"("purpose":"PEMETAAN_PENGEMBANGAN","occasion":"2027-1",)" + members +
                       R"("banks":[{"id":"T01","version":1}],"time_limit_s":3600,)" +
                       R"("practice_offered":false,"blueprint":{"rows":[)";
    for (const auto& [level, count] : rows) {
        text += (text.back() == '}' ? "," : "") + std::string(R"({"competency":"T.01","level":)") +
                std::to_string(level) + R"(,"count":)" + std::to_string(count) +
                R"(,"kinds":["single_choice","multiple_response","situational"]})";
    }
    return text + "]}}";
}

struct Sat {
    TerminalCity city;
    explicit Sat(const std::vector<std::pair<std::string, std::string>>& assessments) {
        city.join();
        city.add_framework();
        city.add_bank("bank_T01.csv", "T01");
        for (const auto& [id, json] : assessments) {
            city.add_assessment(json, id);
        }
        city.add_roster();
        city.put_manifest();
        auto kiosk = city.open();
        support::settle(kiosk);
    }

    assessment::Response right(const assessment::Item& item) {
        const auto& bank = city.banks.front();
        return items::right_response(*items::find_item(bank, item.id),
                                     *items::find_key(bank, item.id));
    }

    /// Answers the items of levels up to `level` right and the others not at all.
    assessment::Summary sit(const std::string& id, int level) {
        auto kiosk = city.open();
        const auto open =
            kiosk.start_sitting(city.person, AssessmentId(id), Language::Indonesian).value();
        const auto sitting = open.sitting.head.sitting;
        for (std::size_t i = 0; i < open.items.size(); ++i) {
            const int position = static_cast<int>(i);
            const assessment::EventBody body =
                open.items[i].level <= level
                    ? assessment::EventBody(assessment::Answered{position, right(open.items[i])})
                    : assessment::EventBody(assessment::Visited{position});
            REQUIRE(kiosk.save_event(sitting, {1000 * position}, body).has_value());
        }
        return kiosk.finish_sitting(sitting, FinishReason::Person).value();
    }

    ErrorCode refused(const std::string& id) {
        auto kiosk = city.open();
        const auto open = kiosk.start_sitting(city.person, AssessmentId(id), Language::Indonesian);
        REQUIRE_FALSE(open.has_value());
        return open.error().code;
    }
};

const assessment::CompetencyResult& result_of(const assessment::Summary& summary) {
    const auto found =
        std::find_if(summary.profile.competencies.begin(), summary.profile.competencies.end(),
                     [](const auto& one) { return one.competency == CompetencyCode("T.01"); });
    REQUIRE(found != summary.profile.competencies.end());
    return *found;
}

}  // namespace

TEST_CASE("attempts and the days between them are obeyed") {
    Sat sat({{"a", json_of("a", R"("attempts_max":2,"days_between_attempts":14,)", {{1, 5}})}});
    sat.sit("a", 1);
    CHECK(sat.refused("a") == ErrorCode::WindowClosed);
    {
        auto kiosk = sat.city.open();
        const auto offers = kiosk.home(sat.city.person).value().offers;
        REQUIRE(offers.size() == 1);
        CHECK(offers[0].window == assessment::OfferWindow::NotYet);
        CHECK(offers[0].assessment.opens ==
              sat.city.clock.now_wall().utc + DurationMs{14 * kDayMs});
    }
    sat.city.clock.advance({14 * kDayMs - 1000 * 3600});
    CHECK(sat.refused("a") == ErrorCode::WindowClosed);
    sat.city.clock.advance({1000 * 3600});
    sat.sit("a", 1);
    sat.city.clock.advance({14 * kDayMs});
    CHECK(sat.refused("a") == ErrorCode::AttemptsUsed);
}

TEST_CASE("crossed forms give a person one set and the other set in the counterpart") {
    Sat sat({{"pra", json_of("pra", R"("form":"crossed","counterpart":"pasca",)", {{2, 5}})},
             {"pasca", json_of("pasca", R"("form":"crossed","counterpart":"pra",)", {{2, 5}})}});
    auto kiosk = sat.city.open();
    std::set<assessment::Variant> seen;
    for (const auto* id : {"pra", "pasca"}) {
        const auto open =
            kiosk.start_sitting(sat.city.person, AssessmentId(id), Language::Indonesian).value();
        const auto variant = open.sitting.head.form.variant;
        seen.insert(variant);
        for (const auto& item : open.items) {
            CHECK((item.variant == variant || item.variant == assessment::Variant::Any));
        }
        CHECK(open.sitting.head.occasion == OccasionCode("2027-1"));
    }
    CHECK(seen == std::set{assessment::Variant::A, assessment::Variant::B});
}

TEST_CASE("short assessments of an occasion add up, also at another terminal by the roster") {
    const auto basics = json_of("dasar", R"("attempts_max":1,)", {{1, 5}, {2, 5}});
    const auto further = json_of("lanjut", R"("attempts_max":1,)", {{3, 5}});
    assessment::EvidenceSums kept;
    {
        Sat sat({{"dasar", basics}, {"lanjut", further}});
        CHECK(result_of(sat.sit("dasar", 2)).level == 2);
        const auto both = sat.sit("lanjut", 3);
        CHECK(result_of(both).level == 3);
        CHECK(result_of(both).item_count == 15);
    }
    // Headquarters knows that the person finished the basics elsewhere.
    Sat sat({{"dasar", basics}, {"lanjut", further}});
    assessment::AssessmentSums filed{AssessmentId("dasar"), 1, sat.city.clock.now_wall().utc, {}};
    auto& sums = filed.sums[CompetencyCode("T.01")];
    sums.occasions.push_back({OccasionCode("2027-1"), {}});
    for (const std::size_t level : {0U, 1U}) {
        sums.occasions[0].levels[level] = {5, 0, 5000, 5'000'000'000, 4'000'000'000, filed.newest};
    }
    sat.city.sums = {filed};
    sat.city.add_roster(2);
    sat.city.put_manifest();
    {
        auto kiosk = sat.city.open();
        support::settle(kiosk);
    }
    CHECK(sat.refused("dasar") == ErrorCode::AttemptsUsed);
    const auto both = sat.sit("lanjut", 3);
    CHECK(result_of(both).level == 3);
    CHECK(result_of(both).item_count == 15);
}

TEST_CASE("a second look is offered where the standard is not certain yet, a day later, once") {
    auto second =
        json_of("pasti", R"("form":"C","attempts_max":1,)", {{1, 5}, {2, 5}, {3, 5}, {4, 5}});
    for (auto at = second.find(R"(,"kinds")"); at != std::string::npos;
         at = second.find(R"(,"kinds")")) {
        second.erase(at, second.find(']', at) + 1 - at);
    }
    Sat sat({{"semua", json_of("semua", R"("attempts_max":1,)", {{1, 5}, {2, 5}, {3, 5}, {4, 5}})},
             {"pasti", second}});
    const auto offers = [&] {
        auto kiosk = sat.city.open();
        std::set<std::string> ids;
        const auto home = kiosk.home(sat.city.person).value();
        for (const auto& offer : home.offers) {
            ids.insert(offer.assessment.id.value);
        }
        return ids;
    };
    CHECK(offers() == std::set<std::string>{"semua"});
    CHECK(sat.refused("pasti") == ErrorCode::WindowClosed);

    // Everything below the standard right, three of five at it: not certain yet.
    int required = 0;
    {
        auto kiosk = sat.city.open();
        const auto open =
            kiosk.start_sitting(sat.city.person, AssessmentId("semua"), Language::Indonesian)
                .value();
        required = open.sitting.head.standard.required.at(CompetencyCode("T.01"));
        REQUIRE(required >= 1);
        int at_standard = 0;
        for (std::size_t i = 0; i < open.items.size(); ++i) {
            const int position = static_cast<int>(i);
            const int level = open.items[i].level;
            at_standard += level == required ? 1 : 0;
            const bool is_right = level < required || (level == required && at_standard <= 3);
            const assessment::EventBody body =
                is_right ? assessment::EventBody(
                               assessment::Answered{position, sat.right(open.items[i])})
                         : assessment::EventBody(assessment::Visited{position});
            REQUIRE(
                kiosk.save_event(open.sitting.head.sitting, {1000 * position}, body).has_value());
        }
        const auto summary =
            kiosk.finish_sitting(open.sitting.head.sitting, FinishReason::Person).value();
        CHECK(result_of(summary).status == LevelStatus::Uncertain);
        CHECK_FALSE(result_of(summary).gap().has_value());
    }
    CHECK(offers() == std::set<std::string>{"semua"});  // not on the same day
    sat.city.clock.advance({kDayMs});
    CHECK(offers() == std::set<std::string>{"semua", "pasti"});
    {
        auto kiosk = sat.city.open();
        const auto open =
            kiosk.start_sitting(sat.city.person, AssessmentId("pasti"), Language::Indonesian)
                .value();
        CHECK(open.items.size() == 5);
        for (std::size_t i = 0; i < open.items.size(); ++i) {
            CHECK(open.items[i].level == required);
            CHECK(open.items[i].variant == assessment::Variant::C);
            REQUIRE(kiosk
                        .save_event(open.sitting.head.sitting, {1000},
                                    assessment::Visited{static_cast<int>(i)})
                        .has_value());
        }
        const auto summary =
            kiosk.finish_sitting(open.sitting.head.sitting, FinishReason::Person).value();
        CHECK(result_of(summary).level == required - 1);
    }
    sat.city.clock.advance({kDayMs});
    CHECK(sat.refused("pasti") == ErrorCode::WindowClosed);  // nothing is uncertain any more
}

TEST_CASE("on the disk lie sums, levels and indicators to name, no item's points") {
    Sat sat({{"dasar", json_of("dasar", R"("attempts_max":1,)", {{1, 5}, {2, 5}})}});
    const auto summary = sat.sit("dasar", 1);
    // The thief has the storage key: every box of the database that it opens.
    auto& city = sat.city;
    const auto key =
        vault::load_storage_key(city.city.files, city.paths.home + "/storage.key").value();
    auto database = store::open(city.paths.home + "/kiosk.db", "").value();
    const auto rows = store::summaries_of(database, city.person).value();
    REQUIRE(rows.size() == 1);
    const auto plain = vault::decrypt_box(key, rows[0].sitting.view(), rows[0].box).value();
    const auto root = nlohmann::json::parse(as_text(plain.view()));
    std::set<std::string> members;
    for (const auto& [name, value] : root.items()) {
        members.insert(name);
    }
    CHECK(members == std::set<std::string>{"sitting", "assessment", "kind", "title_id", "title_en",
                                           "utc", "offset", "code", "results", "standard", "place",
                                           "items", "answered", "sums"});
    const auto sums = nlohmann::json::parse(root.at("sums").get<std::string>()).at("sums");
    REQUIRE(sums.size() == 1);
    const auto& levels = sums[0].at("occasions").at(0).at("levels");
    REQUIRE(levels.size() == 2);
    CHECK(levels[0].at("items") == 5);
    CHECK(levels[0].at("points") == 5000);
    CHECK(levels[1].at("points") == 0);
    for (const auto& bank : city.banks) {
        for (const auto& item : bank.items) {
            CHECK(as_text(plain.view()).find("\"" + item.id.value) == std::string_view::npos);
        }
    }
    CHECK(store::all_sittings(database).value().empty());
    CHECK(summary.answered_count == 5);
}

TEST_CASE("of an assessment without a result for the person no sums rest on the disk") {
    Sat sat({{"diam", json_of("diam", R"("feedback":"none",)", {{1, 5}})}});
    const auto summary = sat.sit("diam", 1);
    CHECK(summary.result_place == assessment::ResultPlace::Nowhere);
    auto& city = sat.city;
    const auto key =
        vault::load_storage_key(city.city.files, city.paths.home + "/storage.key").value();
    auto database = store::open(city.paths.home + "/kiosk.db", "").value();
    const auto rows = store::summaries_of(database, city.person).value();
    REQUIRE(rows.size() == 1);
    const auto plain = vault::decrypt_box(key, rows[0].sitting.view(), rows[0].box).value();
    const auto root = nlohmann::json::parse(as_text(plain.view()));
    CHECK(root.at("sums") == R"({"sums":[]})");
    CHECK(root.at("results") == "[]");
}

TEST_SUITE_END();
