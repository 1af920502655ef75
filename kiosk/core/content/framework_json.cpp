#include "kiosk/core/content/framework_json.h"

#include <algorithm>
#include <set>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/words.h"

namespace asah::content {

namespace {

using assessment::Competency;
using assessment::CompetencyKind;
using assessment::Framework;
using assessment::kLevelMax;

constexpr std::string_view kSchema = "kerangka-kompetensi/1";
constexpr std::size_t kCodeBytesMax = 64;
constexpr std::size_t kNameBytesMax = 400;
constexpr std::size_t kTextBytesMax = 8000;
constexpr std::size_t kCountMax = 500;
constexpr int kMonthsMax = 600;
constexpr int kPercentMax = 100;
constexpr int kRuleVersion = 2;  // the one whose rule assessment/evidence.h computes

/// Codes of one list: each once.
class CodeList {
   public:
    std::string read(const JsonNode& node) {
        auto code = node.text(kCodeBytesMax);
        if (!code.empty() && !m_codes.insert(code).second) {
            node.add("code_doubled", code);
        }
        return code;
    }
    [[nodiscard]] bool has(const std::string& code) const { return m_codes.contains(code); }

   private:
    std::set<std::string> m_codes;
};

class FrameworkReader {
   public:
    explicit FrameworkReader(JsonNode root) : m_root(std::move(root)) {}

    Framework read() {
        read_meta();
        read_level_names();
        for (const auto& node : m_root.member("competencies").elements(kCountMax)) {
            m_value.competencies.push_back(read_competency(node));
        }
        if (m_root.member("competencies").exists() && m_value.competencies.empty()) {
            m_root.member("competencies").add("list_empty");
        }
        read_validity(m_root.member("evidence_validity_months"));
        for (const auto& node : m_root.member("tiers").elements(kCountMax)) {
            read_tier(node);
        }
        read_families(m_root.member("job_families"));
        read_adjustments(m_root.member("unit_adjustments"));
        read_purposes(m_root.member("purpose"));
        read_schemes(m_root.member("jpm").member("schemes"));
        read_level_rule(m_root.member("level_inference"));
        read_self_assessment(m_root.member("self_assessment"));
        m_value.group_size_min = m_root.member("minimum_group_size").number(1, kPercentMax);
        read_release(m_root.optional_member("release"));
        return std::move(m_value);
    }

   private:
    /// A city may be more careful than the rule that was attacked in a test, never less.
    void read_release(const JsonNode& node) {
        if (!node.exists()) {
            return;
        }
        const assessment::ReleaseRule tested;
        auto& rule = m_value.release;
        rule.minimum = node.member("minimum").number(tested.minimum, kCountMax);
        rule.round_to = node.member("round_to").number(tested.round_to, kPercentMax);
        if (rule.round_to % 2 == 0) {
            node.member("round_to")
                .add("json_word", std::to_string(rule.round_to), {{"words", "5, 7, 9"}});
        }
        rule.replace_after_changed =
            node.member("replace_after_changed").number(tested.replace_after_changed, kCountMax);
        rule.replace_after_days =
            node.member("replace_after_days").number(tested.replace_after_days, kMonthsMax);
        rule.dimensions_max = node.member("dimensions_max").number(1, tested.dimensions_max);
        rule.percent_from_n =
            node.member("percent_from_n").number(tested.percent_from_n, kCountMax);
    }

    void read_meta() {
        const auto meta = m_root.member("meta");
        const auto schema = meta.member("schema").text(kCodeBytesMax);
        if (!schema.empty() && schema != kSchema) {
            meta.member("schema").add("framework_schema", schema,
                                      {{"schema", std::string(kSchema)}});
        }
        m_value.version = meta.member("version").text(kCodeBytesMax);
        m_value.city = meta.local_text("city", kNameBytesMax);
    }

    void read_level_names() {
        const auto list = m_root.member("level_scale");
        const auto nodes = list.elements(kCountMax);
        if (list.exists() && nodes.size() != kLevelMax) {
            list.add("levels_count", std::to_string(nodes.size()));
        }
        std::set<int> seen;
        for (const auto& node : nodes) {
            const int level = read_level(node, seen);
            auto name = node.local_text("name", kNameBytesMax);
            if (level > 0) {
                m_value.level_names[static_cast<std::size_t>(level - 1)] = std::move(name);
            }
        }
    }

    /// 1..5, each once in its list; 0 = has a problem.
    static int read_level(const JsonNode& node, std::set<int>& seen) {
        const auto place = node.member("level");
        const int level = place.number(1, kLevelMax);
        if (level > 0 && !seen.insert(level).second) {
            place.add("level_doubled", std::to_string(level));
        }
        return level;
    }

    Competency read_competency(const JsonNode& node) {
        Competency competency;
        competency.code = CompetencyCode(m_competencies.read(node.member("code")));
        competency.kind = read_kind(node.member("kind"));
        competency.name = node.local_text("name", kNameBytesMax);
        competency.definition = node.local_text("definition", kTextBytesMax);
        const auto levels = node.member("levels");
        const auto nodes = levels.elements(kCountMax);
        if (levels.exists() && nodes.size() != kLevelMax) {
            levels.add("levels_count", std::to_string(nodes.size()));
        }
        std::set<int> seen;
        for (const auto& child : nodes) {
            competency.levels.push_back(read_description(child, competency.code, seen));
        }
        std::sort(competency.levels.begin(), competency.levels.end(),
                  [](const auto& a, const auto& b) { return a.level < b.level; });
        return competency;
    }

    static CompetencyKind read_kind(const JsonNode& node) {
        const auto word = node.text(kCodeBytesMax);
        if (word == "teknis") {
            return CompetencyKind::Technical;
        }
        if (word == "sosial_kultural") {
            return CompetencyKind::SocioCultural;
        }
        if (!word.empty() && word != "manajerial") {
            node.add("json_word", word, {{"words", "manajerial, sosial_kultural, teknis"}});
        }
        return CompetencyKind::Managerial;
    }

    assessment::LevelDescription read_description(const JsonNode& node,
                                                  const CompetencyCode& competency,
                                                  std::set<int>& seen) {
        assessment::LevelDescription description;
        description.level = read_level(node, seen);
        description.label = node.local_text("label", kNameBytesMax);
        const auto prefix = competency.value + "." + std::to_string(description.level) + ".";
        for (const auto& child : node.member("indicators").elements(kCountMax)) {
            const auto place = child.member("code");
            auto code = m_indicators.read(place);
            if (!code.empty() && description.level > 0 && !competency.empty() &&
                !code.starts_with(prefix)) {
                place.add("indicator_misplaced", code, {{"prefix", prefix}});
            }
            description.indicators.push_back(
                {IndicatorCode(std::move(code)), child.local_text(kTextBytesMax)});
        }
        return description;
    }

    void read_validity(const JsonNode& node) {
        const int usual = node.member("default").number(1, kMonthsMax);
        std::map<std::string, int> months;
        for (const auto& [code, value] : node.member("months").members(kCountMax)) {
            check_competency(value, code);
            months[code] = value.number(1, kMonthsMax);
        }
        for (auto& competency : m_value.competencies) {
            const auto own = months.find(competency.code.value);
            competency.validity_months = own != months.end() ? own->second : usual;
        }
    }

    void check_competency(const JsonNode& node, const std::string& code) const {
        if (!code.empty() && !m_competencies.has(code)) {
            node.add("framework_competency_unknown", code);
        }
    }

    void check_tier(const JsonNode& node, const std::string& code) const {
        if (!m_tiers.has(code)) {
            node.add("framework_tier_unknown", code);
        }
    }

    void read_tier(const JsonNode& node) {
        assessment::Tier tier;
        tier.code = TierCode(m_tiers.read(node.member("code")));
        tier.order = node.member("order").number(0, static_cast<int>(kCountMax));
        tier.name = node.local_text("name", kNameBytesMax);
        for (const auto& [code, value] : node.member("required").members(kCountMax)) {
            check_competency(value, code);
            tier.required[CompetencyCode(code)] = value.number(0, kLevelMax);
        }
        m_value.tiers.push_back(std::move(tier));
    }

    void read_families(const JsonNode& node) {
        for (const auto& child : node.member("families").elements(kCountMax)) {
            read_family(child);
        }
        m_value.default_family = FamilyCode(node.member("default").text(kCodeBytesMax));
        if (!m_value.default_family.empty() && node.member("families").exists() &&
            !m_families.has(m_value.default_family.value)) {
            node.member("default").add("framework_family_unknown", m_value.default_family.value);
        }
    }

    void read_family(const JsonNode& node) {
        assessment::JobFamily family;
        family.code = FamilyCode(m_families.read(node.member("code")));
        family.name = node.local_text("name", kNameBytesMax);
        for (const auto& pattern : node.member("match_titles_id").elements(kCountMax)) {
            family.title_patterns.push_back(pattern.text(kNameBytesMax));
        }
        for (const auto& [code, tiers] : node.member("technical").members(kCountMax)) {
            check_competency(tiers, code);
            for (const auto& [tier, value] : tiers.members(kCountMax)) {
                check_tier(value, tier);
                family.technical[CompetencyCode(code)][TierCode(tier)] = value.number(0, kLevelMax);
            }
        }
        for (const auto& child : node.optional_member("not_required").elements(kCountMax)) {
            auto code = child.text(kCodeBytesMax);
            check_competency(child, code);
            family.not_required.insert(CompetencyCode(std::move(code)));
        }
        m_value.families.push_back(std::move(family));
    }

    void read_adjustments(const JsonNode& node) {
        for (const auto& child : node.member("items").elements(kCountMax)) {
            assessment::UnitAdjustment adjustment;
            adjustment.kind = child.member("unit_kind").text(kCodeBytesMax);
            for (const auto& name : child.member("match_id").elements(kCountMax)) {
                adjustment.unit_names.push_back(name.text(kNameBytesMax));
            }
            for (const auto& [code, value] : child.member("delta").members(kCountMax)) {
                check_competency(value, code);
                adjustment.delta[CompetencyCode(code)] = value.number(-kLevelMax, kLevelMax);
            }
            m_value.unit_adjustments.push_back(std::move(adjustment));
        }
    }

    void read_purposes(const JsonNode& node) {
        const auto optional_text = [](const JsonNode& parent, const std::string& stem) {
            return LocalText{parent.optional_member(stem + "_id").text_or_empty(kTextBytesMax),
                             parent.optional_member(stem + "_en").text_or_empty(kTextBytesMax)};
        };
        for (const auto& child : node.elements(kCountMax)) {
            assessment::Purpose purpose;
            purpose.code = PurposeCode(m_purposes.read(child.member("code")));
            purpose.is_default = child.optional_member("default").boolean();
            purpose.title = child.local_text("title", kNameBytesMax);
            purpose.text = child.local_text("text", kTextBytesMax);
            purpose.consent = optional_text(child, "consent");
            purpose.decline = optional_text(child, "decline");
            for (const auto& use : child.member("allowed_uses").elements(kCountMax)) {
                purpose.allowed_uses.push_back(use.text(kCodeBytesMax));
            }
            for (const auto& use : child.member("refused_uses").elements(kCountMax)) {
                purpose.refused_uses.push_back(use.text(kCodeBytesMax));
            }
            m_value.purposes.push_back(std::move(purpose));
        }
    }

    void read_schemes(const JsonNode& node) {
        CodeList codes;
        for (const auto& child : node.elements(kCountMax)) {
            assessment::JpmScheme scheme;
            scheme.code = codes.read(child.member("code"));
            scheme.name = child.local_text("name", kNameBytesMax);
            scheme.is_default = child.optional_member("default").boolean();
            const auto categories = child.member("categories");
            for (const auto& category : categories.elements(kCountMax)) {
                scheme.categories.push_back({category.member("code").text(kCodeBytesMax),
                                             category.local_text("name", kNameBytesMax),
                                             category.member("min").number(0, kPercentMax)});
            }
            if (categories.exists() && scheme.categories.empty()) {
                categories.add("list_empty");
            }
            std::stable_sort(
                scheme.categories.begin(), scheme.categories.end(),
                [](const auto& a, const auto& b) { return a.percent_min > b.percent_min; });
            for (const auto& purpose : child.member("allowed_purposes").elements(kCountMax)) {
                auto code = purpose.text(kCodeBytesMax);
                if (!code.empty() && !m_purposes.has(code)) {
                    purpose.add("framework_purpose_unknown", code);
                }
                scheme.purposes.insert(PurposeCode(std::move(code)));
            }
            m_value.jpm_schemes.push_back(std::move(scheme));
        }
    }

    /// A member that names a method of which one exists.
    static void read_word(const JsonNode& node, std::string_view only) {
        const auto word = node.text(kNameBytesMax);
        if (!word.empty() && word != only) {
            node.add("json_word", word, {{"words", std::string(only)}});
        }
    }

    void read_chance(const JsonNode& node) {
        auto& chance = m_value.level_rule.range.chance;
        chance.clear();
        read_word(node.member("single_choice"), "1/options");
        read_word(node.member("situational"), "best weight / sum of weights");
        using items::ItemKind;
        for (const auto kind :
             {ItemKind::TrueFalse, ItemKind::Numeric, ItemKind::ShortText,
              ItemKind::MultipleResponse, ItemKind::Ordering, ItemKind::Matching}) {
            chance[kind] = node.member(items::json_word(kind)).probability();
        }
    }

    // Source of the numbers and words: framework.json, level_inference, rule_version 2.
    void read_level_rule(const JsonNode& node) {
        auto& rule = m_value.level_rule;
        const int count_max = static_cast<int>(kCountMax);
        rule.version = node.member("rule_version").number(kRuleVersion, kRuleVersion);
        rule.threshold_percent = node.member("threshold_percent").number(1, kPercentMax);
        rule.hole_percent = node.member("hole_percent").number(1, kPercentMax);
        rule.true_false_max_at_level = node.member("true_false_max_at_level").number(0, count_max);
        rule.level_by_items_max = node.member("levels_by_items_up_to").number(1, kLevelMax);
        read_items_at_level(node.member("min_items_at_level"));
        const auto range = node.member("range");
        read_word(range.member("method"), "ordered_classes_half_steps");
        rule.range.p_master = range.member("p_master").probability();
        rule.range.p_half = range.member("p_half").probability();
        rule.range.tail = range.member("tail").probability();
        read_chance(range.member("chance"));
        const auto second = node.member("second_look");
        read_word(second.member("mode"), "below");
        read_word(second.member("pooling"), "all_count");
        rule.second_look.item_count = second.member("items").number(1, count_max);
        rule.second_look.days_min = second.member("days_min").number(0, count_max);
    }

    /// Every level that items may state has its number.
    void read_items_at_level(const JsonNode& node) {
        auto& rule = m_value.level_rule;
        for (int level = 1; level <= rule.level_by_items_max; ++level) {
            rule.items_at_level_min[static_cast<std::size_t>(level - 1)] =
                node.member(std::to_string(level)).number(1, static_cast<int>(kCountMax));
        }
    }

    void read_self_assessment(const JsonNode& node) {
        auto& rule = m_value.self_assessment;
        CodeList values;
        const auto scale = node.member("scale");
        for (const auto& child : scale.elements(kCountMax)) {
            rule.scale.push_back(
                {child.member("value").number(1, kLevelMax), {}, child.local_text(kNameBytesMax)});
        }
        const bool is_ascending = std::adjacent_find(rule.scale.begin(), rule.scale.end(),
                                                     [](const auto& a, const auto& b) {
                                                         return a.value >= b.value;
                                                     }) == rule.scale.end();
        if (scale.exists() && (rule.scale.empty() || !is_ascending)) {
            scale.add("scale_order");
        }
        for (const auto& child : node.member("outside_scale").elements(kCountMax)) {
            rule.outside_scale.push_back(
                {0, values.read(child.member("code")), child.local_text(kNameBytesMax)});
        }
        rule.period = node.local_text("period", kTextBytesMax);
    }

    JsonNode m_root;
    Framework m_value;
    CodeList m_competencies;
    CodeList m_indicators;
    CodeList m_tiers;
    CodeList m_families;
    CodeList m_purposes;
};

}  // namespace

Outcome<Framework> parse_framework(ByteView bytes, const std::string& file_name) {
    JsonDocument document(bytes, file_name, kFrameworkBytesMax);
    Outcome<Framework> outcome;
    if (document.root().exists()) {
        outcome.value = FrameworkReader(document.root()).read();
        outcome.value.source.assign(bytes.begin(), bytes.end());
    }
    outcome.problems = std::move(document.problems());
    return outcome;
}

}  // namespace asah::content
