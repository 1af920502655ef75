// record_json.h: a sitting's head, form, standard and results to JSON and back.
#include <array>

#include "kiosk/core/ledger/record_json.h"

namespace asah::ledger {

using assessment::AssessmentKind;
using assessment::CompetencyResult;
using assessment::FormItem;
using assessment::LevelStatus;
using assessment::SittingHead;
using nlohmann::json;

namespace {

constexpr int kVersionMax = 1'000'000'000;
constexpr std::size_t kItemsMax = 1000;
constexpr std::size_t kOptionsMax = 32;
constexpr std::size_t kCompetenciesMax = 500;
constexpr std::size_t kIndicatorsMax = 1000;
constexpr std::int64_t kDurationMax = 31LL * 24 * 3600 * 1000;

constexpr std::array<std::string_view, 4> kKindWords{"pre_test", "post_test", "mapping",
                                                     "self_assessment"};
constexpr std::array<std::string_view, 5> kStatusWords{"stated", "insufficient", "not_measured",
                                                       "uncertain", "aged"};
constexpr std::array<std::string_view, 4> kVariantWords{"any", "A", "B", "C"};

template <std::size_t Size>
std::size_t word_index(Fields& fields, const char* key,
                       const std::array<std::string_view, Size>& words) {
    const auto word = fields.text(key, 32);
    for (std::size_t i = 0; i < Size; ++i) {
        if (words[i] == word) {
            return i;
        }
    }
    fields.blame(key);
    return 0;
}

template <class CodeType>
json codes_json(const std::vector<CodeType>& codes) {
    json list = json::array();
    for (const auto& code : codes) {
        list.push_back(code.value);
    }
    return list;
}

template <class CodeType>
std::vector<CodeType> read_codes(Fields& fields, const char* key, std::size_t count_max) {
    std::vector<CodeType> codes;
    for (const auto& element : fields.list(key, count_max)) {
        if (!element.is_string() || element.get_ref<const std::string&>().size() > 64) {
            fields.blame(key);
            break;
        }
        codes.emplace_back(element.get<std::string>());
    }
    return codes;
}

json form_json(const assessment::Form& form) {
    json items = json::array();
    for (const auto& item : form.items) {
        items.push_back({{"bank", item.bank.value},
                         {"bank_version", item.bank_version},
                         {"item", item.item.value},
                         {"revision", to_hex(item.revision)},
                         {"options", codes_json(item.option_order)},
                         {"targets", codes_json(item.target_order)}});
    }
    // The seed is 64 bit; JSON numbers are safe to 53 for many readers, so it is written as text.
    return {{"variant", kVariantWords[static_cast<std::size_t>(form.variant)]},
            {"seed", std::to_string(form.seed)},
            {"items", std::move(items)}};
}

std::uint64_t read_seed(Fields& fields) {
    const auto text = fields.text("seed", 20);
    std::uint64_t seed = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            fields.blame("seed");
            return 0;
        }
        seed = seed * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (text != std::to_string(seed)) {
        fields.blame("seed");
    }
    return seed;
}

assessment::Form read_form(Fields fields) {
    assessment::Form form;
    form.variant = static_cast<assessment::Variant>(word_index(fields, "variant", kVariantWords));
    form.seed = read_seed(fields);
    for (const auto& element : fields.list("items", kItemsMax)) {
        Fields object(element, fields.fault());
        FormItem item;
        object.read("bank", item.bank);
        item.bank_version = object.number("bank_version", 0, kVersionMax);
        object.read("item", item.item);
        item.revision = object.digest("revision");
        item.option_order = read_codes<OptionId>(object, "options", kOptionsMax);
        item.target_order = read_codes<OptionId>(object, "targets", kOptionsMax);
        form.items.push_back(std::move(item));
    }
    return form;
}

json sources_json(const std::vector<assessment::LevelSource>& sources) {
    json list = json::array();
    for (const auto& source : sources) {
        list.push_back({{"level", source.level}, {"occasion", source.occasion.value}});
    }
    return list;
}

std::vector<assessment::LevelSource> read_sources(Fields& fields) {
    std::vector<assessment::LevelSource> sources;
    for (const auto& element : fields.list("sources", assessment::kLevelMax)) {
        Fields object(element, fields.fault());
        assessment::LevelSource source;
        source.level = object.number("level", 1, assessment::kLevelMax);
        object.read("occasion", source.occasion);
        sources.push_back(std::move(source));
    }
    return sources;
}

constexpr std::size_t kLittleMax = 64;

json little_json(const std::vector<assessment::TooLittle>& little) {
    json list = json::array();
    for (const auto& one : little) {
        list.push_back({{"level", one.level},
                        {"occasion", one.occasion.value},
                        {"item_count", one.item_count}});
    }
    return list;
}

std::vector<assessment::TooLittle> read_little(Fields& fields) {
    std::vector<assessment::TooLittle> little;
    for (const auto& element : fields.list("little", kLittleMax)) {
        Fields object(element, fields.fault());
        assessment::TooLittle one;
        one.level = object.number("level", 1, assessment::kLevelMax);
        object.read("occasion", one.occasion);
        one.item_count = object.number("item_count", 0, kVersionMax);
        little.push_back(std::move(one));
    }
    return little;
}

json standard_json(const assessment::Standard& standard) {
    json required = json::object();
    for (const auto& [competency, level] : standard.required) {
        required[competency.value] = level;
    }
    return {{"family", standard.family.value},
            {"is_mapped", standard.is_mapped},
            {"required", std::move(required)}};
}

assessment::Standard read_standard(Fields fields) {
    assessment::Standard standard;
    fields.read("family", standard.family);
    standard.is_mapped = fields.boolean("is_mapped");
    Fields required = fields.object("required");
    for (const auto& [competency, level] : required.items(kCompetenciesMax)) {
        standard.required[CompetencyCode(competency)] =
            required.number(competency.c_str(), 0, assessment::kLevelMax);
    }
    return standard;
}

json post_json(const assessment::Post& post) {
    return {{"title", post.title},
            {"tier", post.tier.value},
            {"unit", post.unit.value},
            {"unit_name", post.unit_name}};
}

assessment::Post read_post(Fields fields) {
    assessment::Post post;
    post.title = fields.text("title", 400);
    fields.read("tier", post.tier);
    fields.read("unit", post.unit);
    post.unit_name = fields.text("unit_name", 400);
    return post;
}

}  // namespace

json head_json(const SittingHead& head) {
    return {{"sitting", head.sitting.hex()},
            {"person", head.person.hex()},
            {"assessment", head.assessment.value},
            {"assessment_version", head.assessment_version},
            {"kind", kKindWords[static_cast<std::size_t>(head.kind)]},
            {"occasion", head.occasion.value},
            {"purpose", head.purpose.value},
            {"purpose_text", to_hex(head.purpose_text)},
            {"language", language_code(head.language)},
            {"framework_version", head.framework_version},
            {"framework_digest", to_hex(head.framework_digest)},
            {"post", post_json(head.post)},
            {"standard", standard_json(head.standard)},
            {"time_limit_ms", head.time_limit.value},
            {"started", wall_time_json(head.started)},
            {"form", form_json(head.form)}};
}

SittingHead read_head(Fields fields) {
    SittingHead head;
    fields.read("sitting", head.sitting);
    fields.read("person", head.person);
    fields.read("assessment", head.assessment);
    head.assessment_version = fields.number("assessment_version", 0, kVersionMax);
    head.kind = static_cast<AssessmentKind>(word_index(fields, "kind", kKindWords));
    fields.read("occasion", head.occasion);
    fields.read("purpose", head.purpose);
    head.purpose_text = fields.digest("purpose_text");
    const auto language = fields.text("language", 2);
    if (language != "id" && language != "en") {
        fields.blame("language");
    }
    head.language = language == "en" ? Language::English : Language::Indonesian;
    head.framework_version = fields.text("framework_version", 64);
    head.framework_digest = fields.digest("framework_digest");
    head.post = read_post(fields.object("post"));
    head.standard = read_standard(fields.object("standard"));
    head.time_limit = {fields.integer("time_limit_ms", 0, kDurationMax)};
    head.started = fields.wall_time("started");
    head.form = read_form(fields.object("form"));
    return head;
}

json result_json(const CompetencyResult& result) {
    json object{{"competency", result.competency.value},
                {"status", kStatusWords[static_cast<std::size_t>(result.status)]},
                {"level", result.level},
                {"level_low", result.level_low},
                {"level_high", result.level_high},
                {"item_count", result.item_count},
                {"items_needed", result.items_needed},
                {"required", result.required},
                {"shown", codes_json(result.shown)},
                {"to_develop", codes_json(result.to_develop)},
                {"sources", sources_json(result.sources)}};
    if (!result.little.empty()) {
        object["little"] = little_json(result.little);
    }
    if (result.valid_until) {
        object["valid_until"] = to_text(*result.valid_until);
    }
    if (result.self_level) {
        object["self_level"] = *result.self_level;
    }
    return object;
}

CompetencyResult read_result(Fields fields) {
    CompetencyResult result;
    fields.read("competency", result.competency);
    result.status = static_cast<LevelStatus>(word_index(fields, "status", kStatusWords));
    result.level = fields.number("level", 0, assessment::kLevelMax);
    result.level_low = fields.number("level_low", 0, assessment::kLevelMax);
    result.level_high = fields.number("level_high", 0, assessment::kLevelMax);
    result.item_count = fields.number("item_count", 0, kVersionMax);
    result.items_needed = fields.number("items_needed", 0, kVersionMax);
    result.required = fields.number("required", 0, assessment::kLevelMax);
    result.shown = read_codes<IndicatorCode>(fields, "shown", kIndicatorsMax);
    result.to_develop = read_codes<IndicatorCode>(fields, "to_develop", kIndicatorsMax);
    result.sources = read_sources(fields);
    if (fields.has("little")) {
        result.little = read_little(fields);
    }
    if (fields.has("valid_until")) {
        const auto date = parse_date(fields.text("valid_until", 10));
        if (!date.has_value()) {
            fields.blame("valid_until");
        }
        result.valid_until = date.value_or(Date{});
    }
    if (fields.has("self_level")) {
        result.self_level = fields.number("self_level", 0, assessment::kLevelMax);
    }
    return result;
}

}  // namespace asah::ledger
