// A situation whose options are better and worse, each with a weight 1..5, exactly one with 5.
// Points: (weight - worst) / (best - worst), rounded half up, so that the worst option earns
// nothing. Source: min-max scaling of the weights of BKN's TKP (framework level_inference).
#pragma once

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

struct Situational : OneOfOptions {
    static constexpr KindWords kWords{"situational", "situasional"};
    static constexpr bool kIsScored = true;
    static constexpr bool kMayShuffle = true;
    static constexpr DraftUse kUse{.options = true, .weights = true};
    struct Key {
        std::vector<int> weights;  // one an option, in the item's order
        bool operator==(const Key&) const = default;
    };
    bool operator==(const Situational&) const = default;

    void take(const ItemDraft& draft, Findings& findings);
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
