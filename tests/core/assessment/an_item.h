// Items, keys, responses and sittings in few words, for tests of the rules.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/assessment/sitting.h"

namespace asah::assessment {

/// "abc" -> a, b, c.
inline std::vector<OptionId> ids(const std::string& letters) {
    std::vector<OptionId> out;
    for (const char c : letters) {
        out.emplace_back(std::string(1, c));
    }
    return out;
}

/// "a1b2" -> (a, 1), (b, 2).
inline std::vector<std::pair<OptionId, OptionId>> pairs(const std::string& text) {
    std::vector<std::pair<OptionId, OptionId>> out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        out.emplace_back(ids(text.substr(i, 1)).front(), ids(text.substr(i + 1, 1)).front());
    }
    return out;
}

inline std::vector<Option> options(const std::string& letters) {
    std::vector<Option> out;
    for (const auto& id : ids(letters)) {
        out.push_back({id, {"pilihan " + id.value, ""}});
    }
    return out;
}

inline Item an_item(const std::string& id, int level, const std::string& indicator = "x",
                    ItemKind kind = ItemKind::SingleChoice) {
    Item item;
    item.id = ItemId(id);
    item.kind = kind;
    item.competency = CompetencyCode("T.01");
    item.level = level;
    item.indicator = IndicatorCode(indicator);
    item.options = options("abcd");
    return item;
}

inline Response chosen(const std::string& letters) {
    Response response;
    response.chosen = ids(letters);
    return response;
}

inline Response typed(const std::string& text) {
    Response response;
    response.text = text;
    return response;
}

inline Response rated(int rating) {
    Response response;
    response.rating = rating;
    return response;
}

/// A head whose form holds every item of the bank in its order.
inline SittingHead head_over(const Bank& bank) {
    SittingHead head;
    for (const auto& item : bank.items) {
        FormItem place;
        place.bank = bank.id;
        place.bank_version = bank.version;
        place.item = item.id;
        place.revision = item_revision(item);
        head.form.items.push_back(place);
    }
    return head;
}

/// Events numbered from 0; each a second of working time after the one before.
inline std::vector<SittingEvent> a_second_apart(const std::vector<EventBody>& bodies) {
    std::vector<SittingEvent> events;
    for (const auto& body : bodies) {
        const auto n = static_cast<std::int64_t>(events.size());
        events.push_back(
            {static_cast<std::uint32_t>(n), {n * 1000}, {{1'790'000'000'000 + n}, 420, {}}, body});
    }
    return events;
}

}  // namespace asah::assessment
