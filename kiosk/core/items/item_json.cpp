#include "kiosk/core/items/item_json.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/items/check.h"
#include "kiosk/core/items/limits.h"
#include "kiosk/core/items/words.h"

namespace asah::items {

using nlohmann::json;

namespace {

/// Where a finding's field is in the JSON.
std::string member_of(const Spot& spot) {
    switch (spot.field) {
        case Field::Id:
            return "id";
        case Field::Kind:
            return "kind";
        case Field::Competency:
            return "competency";
        case Field::Level:
            return "level";
        case Field::Indicator:
            return "indicator";
        case Field::Stem:
            return "stem";
        case Field::Option:
            return "options[" + std::to_string(spot.index) + "]";
        case Field::Target:
            return "targets";
        case Field::Key:
            return "key";
        case Field::Weights:
            return "weights";
        case Field::Tolerance:
            return "tolerance";
        case Field::Unit:
            return "unit";
        case Field::Rationale:
            return "rationale";
        case Field::Prompt:
            return "evidence_prompt";
        case Field::Time:
            return "time_s";
        case Field::LegalSource:
            return "legal_source";
        case Field::ReviewBefore:
            return "review_before";
        case Field::Author:
            return "author";
        case Field::Enemies:
            return "musuh";
    }
    return {};
}

void add_findings(const JsonNode& node, const Findings& findings) {
    for (const auto& one : findings.all()) {
        node.add_below(member_of(one.spot), one.key, one.values, one.severity);
    }
}

std::optional<Date> read_date(const JsonNode& node) {
    if (!node.exists()) {
        return {};
    }
    const auto date = parse_date(node.text(kCodeBytesMax));
    if (!date) {
        node.add("date_form");
        return {};
    }
    return *date;
}

template <class Word>
Word known_word(const JsonNode& node, std::optional<Word> word) {
    if (!word) {
        node.add("json_word");
    }
    return word.value_or(Word{});
}

Pool read_pool(const JsonNode& node) {
    const auto word = node.text(kCodeBytesMax);
    if (word != "measuring" && word != "practice") {
        node.add("json_word", word, {{"words", "measuring, practice"}});
    }
    return word == "practice" ? Pool::Practice : Pool::Measuring;
}

void read_head(const JsonNode& node, ItemHead& head) {
    head.id = ItemId(node.member("id").text(kCodeBytesMax));
    head.competency = CompetencyCode(node.member("competency").text(kCodeBytesMax));
    head.level = node.member("level").number(1, kItemLevelMax);
    head.indicator = IndicatorCode(node.member("indicator").text(kCodeBytesMax));
    head.stem = node.member("stem").local_text(bytes_of(kStemCharactersMax));
    head.time_s = node.member("time_s").number(0, kTimeSecondsMax);
    head.pool = read_pool(node.member("pool"));
    const auto variant = node.member("variant");
    head.variant = known_word(variant, variant_of_json_word(variant.text(kCodeBytesMax)));
    constexpr std::size_t kRemarkBytesMax = bytes_of(kRemarkCharactersMax);
    head.legal_source = node.optional_member("legal_source").text_or_empty(kRemarkBytesMax);
    head.author = node.optional_member("author").text_or_empty(kRemarkBytesMax);
    head.review_before = read_date(node.optional_member("review_before"));
    if (const auto enemies = node.optional_member("musuh"); enemies.exists()) {
        for (const auto& child : enemies.elements(kEnemiesMax)) {
            head.enemies.emplace_back(child.text(kCodeBytesMax));
        }
    }
}

}  // namespace

json item_json(const Item& item) {
    json object{{"id", item.id.value},
                {"kind", json_word(item.kind())},
                {"competency", item.competency.value},
                {"level", item.level},
                {"indicator", item.indicator.value},
                {"stem", local_text_json(item.stem)},
                {"time_s", item.time_s},
                {"pool", item.pool == Pool::Practice ? "practice" : "measuring"},
                {"variant", json_word(item.variant)}};
    std::visit([&](const auto& kind) { kind.put(object); }, item.body);
    if (!item.legal_source.empty()) {
        object["legal_source"] = item.legal_source;
    }
    if (!item.author.empty()) {
        object["author"] = item.author;
    }
    if (!item.enemies.empty()) {
        json list = json::array();
        for (const auto& enemy : item.enemies) {
            list.push_back(enemy.value);
        }
        object["musuh"] = std::move(list);
    }
    if (item.review_before) {
        object["review_before"] = to_text(*item.review_before);
    }
    return object;
}

json key_json(const ItemKey& key) {
    json object{{"item", key.item.value}, {"rationale", local_text_json(key.rationale)}};
    const auto put = [&]<std::size_t kIndex>() {
        if (const auto* own = std::get_if<kIndex>(&key.body)) {
            std::variant_alternative_t<kIndex, ItemBody>::put_key(*own, object);
        }
    };
    [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
        (put.template operator()<kIndex>(), ...);
    }(std::make_index_sequence<kKindCount>());
    return object;
}

Item read_item(const JsonNode& node) {
    Item item;
    read_head(node, item);
    const auto kind = node.member("kind");
    item.body = body_of(known_word(kind, kind_of_json_word(kind.text(kCodeBytesMax))));
    std::visit([&](auto& body) { body.read(node); }, item.body);
    add_findings(node, check_item(item, nullptr));
    return item;
}

ItemKey read_key(const JsonNode& node, const Item& item) {
    ItemKey key;
    key.item = ItemId(node.member("item").text(kCodeBytesMax));
    key.rationale = node.member("rationale").local_text(bytes_of(kRationaleCharactersMax));
    std::visit([&]<class Kind>(const Kind&) { key.body = Kind::read_key(node); }, item.body);
    add_findings(node, check_item(item, &key));
    return key;
}

}  // namespace asah::items
