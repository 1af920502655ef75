#include "kiosk/core/content/assessment_json.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/words.h"

namespace asah::content {

namespace {

using assessment::Assessment;
using assessment::AssessmentKind;
using assessment::BlueprintRow;
using assessment::FormChoice;
using nlohmann::json;

constexpr std::string_view kFormat = "asah/assessment/1";
constexpr std::size_t kJsonBytesMax = 4U << 20U;
constexpr std::size_t kCodeBytesMax = 64;
constexpr std::size_t kTextBytesMax = 400;
constexpr std::size_t kRowsMax = 500;
constexpr std::size_t kBanksMax = 100;
constexpr int kVersionMax = 1'000'000;
constexpr int kItemLevelMax = 4;
constexpr int kCountMax = 200;
constexpr int kAttemptsMax = 1000;
constexpr int kDaysBetweenMax = 366;
constexpr int kLimitSecondsMax = 86'400;
constexpr std::int64_t kMsPerSecond = 1000;

struct KindWord {
    AssessmentKind kind;
    std::string_view word;
};

constexpr std::array<KindWord, 4> kKinds{{{AssessmentKind::PreTest, "pre_test"},
                                          {AssessmentKind::PostTest, "post_test"},
                                          {AssessmentKind::Mapping, "mapping"},
                                          {AssessmentKind::SelfAssessment, "self_assessment"}}};

std::string_view word_of(AssessmentKind kind) {
    for (const auto& entry : kKinds) {
        if (entry.kind == kind) {
            return entry.word;
        }
    }
    return kKinds.front().word;
}

struct FormWord {
    FormChoice form;
    std::string_view word;
};

constexpr std::array<FormWord, 5> kForms{{{FormChoice::Any, "any"},
                                          {FormChoice::A, "A"},
                                          {FormChoice::B, "B"},
                                          {FormChoice::Crossed, "crossed"},
                                          {FormChoice::SecondLook, "C"}}};

std::string_view word_of(FormChoice form) {
    for (const auto& entry : kForms) {
        if (entry.form == form) {
            return entry.word;
        }
    }
    return kForms.front().word;
}

json row_json(const BlueprintRow& row) {
    json object{{"competency", row.competency.value}, {"level", row.level}, {"count", row.count}};
    json kinds = json::array();
    for (const auto kind : row.kinds) {
        kinds.push_back(items::json_word(kind));
    }
    json indicators = json::array();
    for (const auto& indicator : row.indicators) {
        indicators.push_back(indicator.value);
    }
    object["kinds"] = std::move(kinds);
    object["indicators"] = std::move(indicators);
    return object;
}

json banks_json(const Assessment& assessment) {
    json banks = json::array();
    for (const auto& bank : assessment.banks) {
        json object{{"id", bank.id.value}, {"version", bank.version}};
        if (bank.items_digest != Digest{}) {
            object["items_digest"] = to_hex(bank.items_digest);
        }
        banks.push_back(std::move(object));
    }
    return banks;
}

/// One of two words; a missing member is the first.
bool is_second_word(const JsonNode& node, std::string_view first, std::string_view second) {
    if (!node.exists()) {
        return false;
    }
    const auto word = node.text(kCodeBytesMax);
    if (!word.empty() && word != first && word != second) {
        node.add("json_word", word, {{"words", std::string(first) + ", " + std::string(second)}});
    }
    return word == second;
}

std::optional<UtcMs> read_time(const JsonNode& node) {
    if (!node.exists()) {
        return {};
    }
    const auto text = node.text(kCodeBytesMax);
    const bool is_utc = text.ends_with('Z');
    const auto time = parse_local_time(std::string_view(text).substr(0, text.size() - 1), 0);
    if (text.empty() || (is_utc && time.has_value())) {
        return text.empty() ? std::nullopt : std::optional(*time);
    }
    node.add("json_word", text, {{"words", "2026-11-24T08:05:09Z"}});
    return {};
}

AssessmentKind read_kind(const JsonNode& node) {
    const auto word = node.text(kCodeBytesMax);
    for (const auto& entry : kKinds) {
        if (entry.word == word) {
            return entry.kind;
        }
    }
    if (!word.empty()) {
        node.add("json_word", word, {{"words", "pre_test, post_test, mapping, self_assessment"}});
    }
    return AssessmentKind::PreTest;
}

BlueprintRow read_row(const JsonNode& node) {
    BlueprintRow row;
    node.refuse_others({"competency", "level", "count", "kinds", "indicators"});
    row.competency = CompetencyCode(node.member("competency").text(kCodeBytesMax));
    row.level = node.member("level").number(1, kItemLevelMax);
    row.count = node.member("count").number(1, kCountMax);
    for (const auto& child : node.optional_member("kinds").elements(kCountMax)) {
        const auto word = child.text(kCodeBytesMax);
        const auto kind = items::kind_of_json_word(word);
        if (kind) {
            row.kinds.push_back(*kind);
        } else if (!word.empty()) {
            child.add("json_word", word, {{"words", "single_choice, situational, ..."}});
        }
    }
    for (const auto& child : node.optional_member("indicators").elements(kCountMax)) {
        row.indicators.emplace_back(child.text(kCodeBytesMax));
    }
    return row;
}

FormChoice read_form(const JsonNode& node) {
    if (!node.exists()) {
        return FormChoice::Any;
    }
    const auto word = node.text(kCodeBytesMax);
    for (const auto& entry : kForms) {
        if (entry.word == word) {
            return entry.form;
        }
    }
    if (!word.empty()) {
        node.add("json_word", word, {{"words", "any, A, B, crossed, C"}});
    }
    return FormChoice::Any;
}

/// The other assessment of a crossed pair.
AssessmentId read_counterpart(const JsonNode& node, const Assessment& assessment) {
    if (!node.exists()) {
        return {};
    }
    AssessmentId counterpart(node.text(kCodeBytesMax));
    if (assessment.form != FormChoice::Crossed || counterpart == assessment.id) {
        node.add("counterpart_needs_crossed", counterpart.value);
    }
    return counterpart;
}

void read_blueprint(const JsonNode& node, Assessment& assessment) {
    node.refuse_others({"variant", "rows"});
    if (const auto variant = node.optional_member("variant"); variant.exists()) {
        variant.add("variant_is_form");
    }
    const auto rows = node.member("rows");
    for (const auto& child : rows.elements(kRowsMax)) {
        assessment.blueprint.rows.push_back(read_row(child));
    }
    if (rows.exists() && assessment.blueprint.rows.empty() &&
        assessment.kind != AssessmentKind::SelfAssessment) {
        rows.add("list_empty");
    }
}

void read_banks(const JsonNode& node, Assessment& assessment) {
    for (const auto& child : node.elements(kBanksMax)) {
        assessment::BankRef bank;
        child.refuse_others({"id", "version", "items_digest"});
        bank.id = BankId(child.member("id").text(kCodeBytesMax));
        bank.version = child.member("version").number(1, kVersionMax);
        if (const auto digest = child.optional_member("items_digest"); digest.exists()) {
            bank.items_digest = digest.digest();
        }
        for (const auto& other : assessment.banks) {
            if (other.id == bank.id && !bank.id.empty()) {
                child.member("id").add("code_doubled", bank.id.value);
            }
        }
        assessment.banks.push_back(std::move(bank));
    }
    if (node.exists() && assessment.banks.empty()) {
        node.add("list_empty");
    }
}

Assessment read_assessment(const JsonNode& root) {
    Assessment assessment;
    root.refuse_others({"format", "id", "version", "kind", "title", "purpose", "occasion", "form",
                        "counterpart", "days_between_attempts", "banks", "blueprint",
                        "time_limit_s", "opens", "closes", "attempts_max", "key_class", "feedback",
                        "practice_offered"});
    const auto format = root.member("format").text(kCodeBytesMax);
    if (!format.empty() && format != kFormat) {
        root.member("format").add("json_word", format, {{"words", std::string(kFormat)}});
    }
    assessment.id = AssessmentId(root.member("id").text(kCodeBytesMax));
    assessment.version = root.member("version").number(1, kVersionMax);
    assessment.kind = read_kind(root.member("kind"));
    assessment.title = root.member("title").local_text(kTextBytesMax);
    assessment.purpose = PurposeCode(root.member("purpose").text(kCodeBytesMax));
    assessment.occasion = OccasionCode(root.member("occasion").text(kCodeBytesMax));
    assessment.form = read_form(root.optional_member("form"));
    assessment.counterpart = read_counterpart(root.optional_member("counterpart"), assessment);
    read_banks(root.member("banks"), assessment);
    read_blueprint(root.member("blueprint"), assessment);
    assessment.time_limit = {root.optional_member("time_limit_s").integer(0, kLimitSecondsMax) *
                             kMsPerSecond};
    assessment.opens = read_time(root.optional_member("opens"));
    assessment.closes = read_time(root.optional_member("closes"));
    if (assessment.opens && assessment.closes && *assessment.closes <= *assessment.opens) {
        root.member("closes").add("closes_before_opens", to_iso_text(*assessment.closes));
    }
    if (const auto attempts = root.optional_member("attempts_max"); attempts.exists()) {
        assessment.attempts_max = attempts.number(0, kAttemptsMax);
    }
    if (const auto days = root.optional_member("days_between_attempts"); days.exists()) {
        assessment.days_between_attempts = days.number(0, kDaysBetweenMax);
    }
    assessment.key_class =
        is_second_word(root.optional_member("key_class"), "development", "guarded")
            ? assessment::KeyClass::Guarded
            : assessment::KeyClass::Development;
    assessment.feedback = is_second_word(root.optional_member("feedback"), "profile", "none")
                              ? assessment::Feedback::None
                              : assessment::Feedback::Profile;
    const auto practice = root.optional_member("practice_offered");
    if (practice.exists() && practice.boolean()) {
        practice.add("setting_not_yet", "true");  // terminals have no practice
    }
    if (assessment.kind == AssessmentKind::SelfAssessment &&
        assessment.key_class == assessment::KeyClass::Guarded) {
        root.member("key_class").add("guarded_has_no_keys", "guarded");
    }
    return assessment;
}

}  // namespace

std::string make_assessment_json(const Assessment& assessment) {
    json rows = json::array();
    for (const auto& row : assessment.blueprint.rows) {
        rows.push_back(row_json(row));
    }
    json root{{"format", kFormat},
              {"id", assessment.id.value},
              {"version", assessment.version},
              {"kind", word_of(assessment.kind)},
              {"title", local_text_json(assessment.title)},
              {"purpose", assessment.purpose.value},
              {"occasion", assessment.occasion.value},
              {"form", word_of(assessment.form)},
              {"banks", banks_json(assessment)},
              {"time_limit_s", assessment.time_limit.value / kMsPerSecond},
              {"attempts_max", assessment.attempts_max},
              {"days_between_attempts", assessment.days_between_attempts}};
    root["blueprint"] = {{"rows", std::move(rows)}};
    if (!assessment.counterpart.empty()) {
        root["counterpart"] = assessment.counterpart.value;
    }
    root["key_class"] =
        assessment.key_class == assessment::KeyClass::Guarded ? "guarded" : "development";
    root["feedback"] = assessment.feedback == assessment::Feedback::None ? "none" : "profile";
    if (assessment.opens) {
        root["opens"] = to_iso_text(*assessment.opens);
    }
    if (assessment.closes) {
        root["closes"] = to_iso_text(*assessment.closes);
    }
    return canonical_text(root);
}

Outcome<Assessment> parse_assessment_json(ByteView bytes, const std::string& file_name) {
    JsonDocument document(bytes, file_name, kJsonBytesMax);
    Outcome<Assessment> outcome;
    if (document.root().exists()) {
        outcome.value = read_assessment(document.root());
    }
    outcome.problems = std::move(document.problems());
    return outcome;
}

}  // namespace asah::content
