// Items and responses in few words, for tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kiosk/core/items/item.h"
#include "kiosk/core/items/response.h"

namespace asah::items {

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

/// A body of a kind with options, filled.
template <class Kind>
Kind with_options(const std::string& letters) {
    Kind kind;
    kind.options = options(letters);
    return kind;
}

inline Matching matching(const std::string& letters, const std::string& numbers) {
    return {options(letters), options(numbers)};
}

inline Item an_item(const std::string& id, int level, const std::string& indicator = "x",
                    ItemBody body = with_options<SingleChoice>("abcd")) {
    Item item;
    item.id = ItemId(id);
    item.body = std::move(body);
    item.competency = CompetencyCode("T.01");
    item.level = level;
    item.indicator = IndicatorCode(indicator);
    item.stem = {"Soal " + id + "?", ""};
    item.time_s = 60;
    return item;
}

inline Response chosen(const std::string& letters) { return chose(ids(letters)); }

}  // namespace asah::items
