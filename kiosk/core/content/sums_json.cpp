#include "kiosk/core/content/sums_json.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"

namespace asah::content {

namespace {

using assessment::CompetencySums;
using assessment::EvidenceSums;
using assessment::kLevelMax;
using assessment::LevelSums;
using assessment::NamedIndicator;
using assessment::OccasionSums;
using nlohmann::json;

constexpr std::size_t kSumsBytesMax = 1U << 20U;
constexpr std::size_t kCodeBytesMax = 64;
constexpr std::size_t kCompetenciesMax = 500;
constexpr std::size_t kOccasionsMax = 200;
constexpr std::size_t kIndicatorsMax = 2000;
constexpr int kItemsMax = 100'000;
constexpr int kSittingsMax = 100'000;
constexpr std::int64_t kPointsMax = 1'000LL * kItemsMax;
constexpr std::int64_t kLogMax = 100LL * 1'000'000'000 * kItemsMax;
constexpr std::int64_t kTimeMax = 1LL << 53U;

json level_json(std::size_t place, const LevelSums& sums) {
    return {{"level", place + 1},
            {"items", sums.item_count},
            {"true_false", sums.true_false_count},
            {"points", sums.points},
            {"mastered_ll", sums.mastered_ll},
            {"half_ll", sums.half_ll},
            {"newest_ms", sums.newest.value}};
}

json competency_json(const CompetencyCode& code, const CompetencySums& sums) {
    json occasions = json::array();
    for (const auto& occasion : sums.occasions) {
        json levels = json::array();
        for (std::size_t i = 0; i < occasion.levels.size(); ++i) {
            if (occasion.levels[i].item_count > 0) {
                levels.push_back(level_json(i, occasion.levels[i]));
            }
        }
        occasions.push_back({{"occasion", occasion.occasion.value}, {"levels", std::move(levels)}});
    }
    json named = json::array();
    for (const auto& one : sums.named) {
        named.push_back({{"indicator", one.indicator.value},
                         {"occasion", one.occasion.value},
                         {"level", one.level},
                         {"shown", one.is_shown},
                         {"at_ms", one.at.value}});
    }
    return {{"competency", code.value},
            {"occasions", std::move(occasions)},
            {"named", std::move(named)}};
}

OccasionSums read_occasion(const JsonNode& node) {
    OccasionSums occasion{OccasionCode(node.member("occasion").text(kCodeBytesMax)), {}};
    for (const auto& child : node.member("levels").elements(kLevelMax)) {
        const int level = child.member("level").number(1, kLevelMax);
        auto& sums = occasion.levels[static_cast<std::size_t>(std::max(1, level) - 1)];
        sums.item_count = child.member("items").number(1, kItemsMax);
        sums.true_false_count = child.member("true_false").number(0, kItemsMax);
        sums.points = child.member("points").integer(0, kPointsMax);
        sums.mastered_ll = child.member("mastered_ll").integer(-kLogMax, kLogMax);
        sums.half_ll = child.member("half_ll").integer(-kLogMax, kLogMax);
        sums.newest = {child.member("newest_ms").integer(0, kTimeMax)};
    }
    return occasion;
}

NamedIndicator read_named(const JsonNode& node) {
    NamedIndicator one;
    one.indicator = IndicatorCode(node.member("indicator").text(kCodeBytesMax));
    one.occasion = OccasionCode(node.member("occasion").text(kCodeBytesMax));
    one.level = node.member("level").number(1, kLevelMax);
    one.is_shown = node.member("shown").boolean();
    one.at = {node.member("at_ms").integer(0, kTimeMax)};
    return one;
}

}  // namespace

json sums_json(const EvidenceSums& sums) {
    json list = json::array();
    for (const auto& [code, own] : sums) {
        list.push_back(competency_json(code, own));
    }
    return list;
}

EvidenceSums read_sums(const JsonNode& node) {
    EvidenceSums sums;
    for (const auto& child : node.elements(kCompetenciesMax)) {
        auto& own = sums[CompetencyCode(child.member("competency").text(kCodeBytesMax))];
        for (const auto& occasion : child.member("occasions").elements(kOccasionsMax)) {
            own.occasions.push_back(read_occasion(occasion));
        }
        for (const auto& named : child.member("named").elements(kIndicatorsMax)) {
            own.named.push_back(read_named(named));
        }
    }
    return sums;
}

json assessment_sums_json(const assessment::AssessmentSums& one) {
    return {{"assessment", one.assessment.value},
            {"finished", one.finished_count},
            {"newest_ms", one.newest.value},
            {"sums", sums_json(one.sums)}};
}

assessment::AssessmentSums read_assessment_sums(const JsonNode& node) {
    assessment::AssessmentSums one;
    one.assessment = AssessmentId(node.member("assessment").text(kCodeBytesMax));
    one.finished_count = node.member("finished").number(1, kSittingsMax);
    one.newest = {node.member("newest_ms").integer(0, kTimeMax)};
    one.sums = read_sums(node.member("sums"));
    return one;
}

std::string make_sums_text(const EvidenceSums& sums) {
    return canonical_text({{"sums", sums_json(sums)}});
}

Result<EvidenceSums> parse_sums_text(std::string_view text) {
    JsonDocument document(as_bytes(text), "sums", kSumsBytesMax);
    ASAH_CHECK(document.check());
    auto sums = read_sums(document.root().member("sums"));
    ASAH_CHECK(document.check());
    return sums;
}

}  // namespace asah::content
