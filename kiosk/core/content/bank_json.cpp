#include "kiosk/core/content/bank_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/core/content/item_words.h"
#include "kiosk/core/content/json_reader.h"

namespace asah::content {

namespace {

using assessment::Bank;
using assessment::Item;
using assessment::ItemKey;
using assessment::ItemKind;
using assessment::Option;
using nlohmann::json;

constexpr std::string_view kItemsFormat = "asah/items/1";
constexpr std::string_view kKeysFormat = "asah/keys/1";
constexpr std::size_t kJsonBytesMax = 32U << 20U;
constexpr std::size_t kItemsMax = 20'000;
constexpr std::size_t kCodeBytesMax = 64;
constexpr std::size_t kTextBytesMax = 16U << 10U;
constexpr std::size_t kOptionsMax = 9;
constexpr std::size_t kAcceptedMax = 50;
constexpr int kVersionMax = 1'000'000;
constexpr int kItemLevelMax = 4;
constexpr int kTimeSecondsMax = 86'400;
constexpr int kWeightMax = 5;

void put_text(json& object, const char* name, const std::string& text) {
    if (!text.empty()) {
        object[name] = text;
    }
}

void put_local(json& object, const char* name, const LocalText& text) {
    if (!text.id.empty()) {
        object[name] = local_text_json(text);
    }
}

json options_json(const std::vector<Option>& options) {
    json list = json::array();
    for (const auto& option : options) {
        list.push_back({{"id", option.id.value}, {"text", local_text_json(option.text)}});
    }
    return list;
}

json item_json(const Item& item) {
    json object{{"id", item.id.value},
                {"kind", json_word(item.kind)},
                {"competency", item.competency.value},
                {"level", item.level},
                {"indicator", item.indicator.value},
                {"stem", local_text_json(item.stem)},
                {"time_s", item.time_s},
                {"pool", item.pool == assessment::Pool::Practice ? "practice" : "measuring"},
                {"variant", json_word(item.variant)}};
    if (!item.options.empty()) {
        object["options"] = options_json(item.options);
    }
    if (!item.targets.empty()) {
        object["targets"] = options_json(item.targets);
    }
    put_local(object, "unit", item.unit);
    put_local(object, "evidence_prompt", item.evidence_prompt);
    put_text(object, "legal_source", item.legal_source);
    put_text(object, "author", item.author);
    if (item.review_before) {
        object["review_before"] = to_text(*item.review_before);
    }
    return object;
}

json key_json(const ItemKey& key) {
    json object{{"item", key.item.value},
                {"value", key.value.millionths},
                {"tolerance", key.tolerance.millionths}};
    json correct = json::array();
    for (const auto& option : key.correct) {
        correct.push_back(option.value);
    }
    json pairs = json::array();
    for (const auto& [option, target] : key.pairs) {
        pairs.push_back(json::array({option.value, target.value}));
    }
    object["correct"] = std::move(correct);
    object["pairs"] = std::move(pairs);
    object["weights"] = key.weights;
    object["accepted"] = key.accepted;
    put_local(object, "rationale", key.rationale);
    return object;
}

json head_json(std::string_view format, const Bank& bank) {
    return {{"format", format}, {"bank", bank.id.value}, {"version", bank.version}};
}

LocalText optional_local(const JsonNode& node) {
    return node.exists() ? node.local_text(kTextBytesMax) : LocalText{};
}

std::vector<Option> read_options(const JsonNode& node) {
    std::vector<Option> options;
    std::set<std::string> seen;
    for (const auto& child : node.elements(kOptionsMax)) {
        auto id = child.member("id").text(kCodeBytesMax);
        if (!seen.insert(id).second) {
            child.add("code_doubled", id);
        }
        options.push_back(
            {OptionId(std::move(id)), child.member("text").local_text(kTextBytesMax)});
    }
    return options;
}

Item read_item(const JsonNode& node) {
    Item item;
    item.id = ItemId(node.member("id").text(kCodeBytesMax));
    const auto kind = kind_of_json_word(node.member("kind").text(kCodeBytesMax));
    if (!kind) {
        node.member("kind").add("json_word");
    }
    item.kind = kind.value_or(ItemKind::SingleChoice);
    item.competency = CompetencyCode(node.member("competency").text(kCodeBytesMax));
    item.level = node.member("level").number(1, kItemLevelMax);
    item.indicator = IndicatorCode(node.member("indicator").text(kCodeBytesMax));
    item.stem = node.member("stem").local_text(kTextBytesMax);
    item.options = read_options(node.optional_member("options"));
    item.targets = read_options(node.optional_member("targets"));
    item.unit = optional_local(node.optional_member("unit"));
    item.evidence_prompt = optional_local(node.optional_member("evidence_prompt"));
    item.time_s = node.member("time_s").number(0, kTimeSecondsMax);
    const auto pool = node.member("pool").text(kCodeBytesMax);
    if (pool != "measuring" && pool != "practice") {
        node.member("pool").add("json_word", pool);
    }
    item.pool = pool == "practice" ? assessment::Pool::Practice : assessment::Pool::Measuring;
    const auto variant = variant_of_json_word(node.member("variant").text(kCodeBytesMax));
    if (!variant) {
        node.member("variant").add("json_word");
    }
    item.variant = variant.value_or(assessment::Variant::Any);
    item.legal_source = node.optional_member("legal_source").text_or_empty(kTextBytesMax);
    item.author = node.optional_member("author").text_or_empty(kTextBytesMax);
    if (const auto date = node.optional_member("review_before"); date.exists()) {
        if (const auto parsed = parse_date(date.text(kCodeBytesMax))) {
            item.review_before = *parsed;
        } else {
            date.add("json_word");
        }
    }
    return item;
}

ItemKey read_key(const JsonNode& node) {
    ItemKey key;
    key.item = ItemId(node.member("item").text(kCodeBytesMax));
    key.value.millionths = node.member("value").integer(INT64_MIN, INT64_MAX);
    key.tolerance.millionths = node.member("tolerance").integer(0, INT64_MAX);
    for (const auto& child : node.member("correct").elements(kOptionsMax)) {
        key.correct.emplace_back(child.text(kCodeBytesMax));
    }
    for (const auto& child : node.member("pairs").elements(kOptionsMax)) {
        const auto both = child.elements(2);
        if (both.size() != 2) {
            child.add("json_missing");
            continue;
        }
        key.pairs.emplace_back(OptionId(both[0].text(kCodeBytesMax)),
                               OptionId(both[1].text(kCodeBytesMax)));
    }
    for (const auto& child : node.member("weights").elements(kOptionsMax)) {
        key.weights.push_back(child.number(1, kWeightMax));
    }
    for (const auto& child : node.member("accepted").elements(kAcceptedMax)) {
        key.accepted.push_back(child.text(kTextBytesMax));
    }
    key.rationale = optional_local(node.optional_member("rationale"));
    return key;
}

bool has_option(const std::vector<Option>& options, const OptionId& id) {
    return std::any_of(options.begin(), options.end(),
                       [&](const Option& option) { return option.id == id; });
}

/// Whether scoring can use the key: it names only what the item has, and as much as its kind needs.
bool fits(const Item& item, const ItemKey& key) {
    const bool names_options =
        std::all_of(key.correct.begin(), key.correct.end(),
                    [&](const OptionId& id) { return has_option(item.options, id); }) &&
        std::all_of(key.pairs.begin(), key.pairs.end(), [&](const auto& pair) {
            return has_option(item.options, pair.first) && has_option(item.targets, pair.second);
        });
    if (!names_options) {
        return false;
    }
    switch (item.kind) {
        case ItemKind::SingleChoice:
        case ItemKind::TrueFalse:
            return key.correct.size() == 1;
        case ItemKind::MultipleResponse:
            return !key.correct.empty();
        case ItemKind::Situational:
            return key.weights.size() == item.options.size() && !key.weights.empty();
        case ItemKind::Ordering:
            return key.correct.size() == item.options.size() && !key.correct.empty();
        case ItemKind::Matching:
            return key.pairs.size() == item.options.size() && !key.pairs.empty();
        case ItemKind::ShortText:
            return !key.accepted.empty();
        case ItemKind::Numeric:
            return true;
        case ItemKind::Statement:
            return false;
    }
    return false;
}

Result<void> check_format(const JsonNode& root, std::string_view format) {
    const auto found = root.member("format").text(kCodeBytesMax);
    if (found != format) {
        return fail(ErrorCode::Unsupported, "not " + std::string(format));
    }
    return {};
}

}  // namespace

std::string make_items_json(const Bank& bank) {
    json root = head_json(kItemsFormat, bank);
    root["title"] = local_text_json(bank.title);
    root["items"] = json::array();
    for (const auto& item : bank.items) {
        root["items"].push_back(item_json(item));
    }
    return canonical_text(root);
}

std::string make_keys_json(const Bank& bank) {
    json root = head_json(kKeysFormat, bank);
    root["keys"] = json::array();
    for (const auto& key : bank.keys) {
        root["keys"].push_back(key_json(key));
    }
    return canonical_text(root);
}

Result<Bank> parse_items_json(std::string_view text) {
    JsonDocument document(as_bytes(text), "items", kJsonBytesMax);
    ASAH_CHECK(document.check());
    const auto root = document.root();
    ASAH_CHECK(check_format(root, kItemsFormat));
    Bank bank;
    bank.id = BankId(root.member("bank").text(kCodeBytesMax));
    bank.version = root.member("version").number(0, kVersionMax);
    bank.title = root.member("title").local_text(kTextBytesMax);
    std::set<std::string> seen;
    for (const auto& node : root.member("items").elements(kItemsMax)) {
        bank.items.push_back(read_item(node));
        if (!seen.insert(bank.items.back().id.value).second) {
            node.add("code_doubled", bank.items.back().id.value);
        }
    }
    ASAH_CHECK(document.check());
    if (make_items_json(bank) != text) {
        return fail(ErrorCode::MalformedInput, "items: not canonical");
    }
    return bank;
}

std::string make_practice_keys_json(const Bank& bank) {
    Bank practice;
    practice.id = bank.id;
    practice.version = bank.version;
    for (const auto& key : bank.keys) {
        const auto* item = assessment::find_item(bank, key.item);
        if (item != nullptr && item->pool == assessment::Pool::Practice) {
            practice.keys.push_back(key);
        }
    }
    return practice.keys.empty() ? std::string() : make_keys_json(practice);
}

Result<Bank> with_keys(Bank bank, std::string_view keys_json, KeyPart part) {
    JsonDocument document(as_bytes(keys_json), "keys", kJsonBytesMax);
    ASAH_CHECK(document.check());
    const auto root = document.root();
    ASAH_CHECK(check_format(root, kKeysFormat));
    const auto id = root.member("bank").text(kCodeBytesMax);
    const auto version = root.member("version").number(0, kVersionMax);
    bank.keys.clear();
    for (const auto& node : root.member("keys").elements(kItemsMax)) {
        bank.keys.push_back(read_key(node));
    }
    ASAH_CHECK(document.check());
    if (id != bank.id.value || version != bank.version) {
        return fail(ErrorCode::NotFound, "keys of another bank");
    }
    std::size_t next = 0;
    for (const auto& item : bank.items) {
        const bool is_left_out =
            part == KeyPart::Practice && item.pool != assessment::Pool::Practice;
        if (item.kind == ItemKind::Statement || is_left_out) {
            continue;
        }
        if (next == bank.keys.size() || bank.keys[next].item != item.id) {
            return fail(ErrorCode::NotFound, "no key for item " + item.id.value);
        }
        if (!fits(item, bank.keys[next])) {
            return fail(ErrorCode::MalformedInput, "key does not fit item " + item.id.value);
        }
        ++next;
    }
    if (next != bank.keys.size()) {
        return fail(ErrorCode::NotFound, "keys without item");
    }
    if (make_keys_json(bank) != keys_json) {
        return fail(ErrorCode::MalformedInput, "keys: not canonical");
    }
    return bank;
}

}  // namespace asah::content
