// Terms to pair with their meanings; one meaning more than terms is usual, so that the last pair is
// no gift. Points: right pairs / number of terms, rounded half up.
#pragma once

#include <utility>

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

struct Matching {
    static constexpr KindWords kWords{"matching", "menjodohkan"};
    static constexpr bool kIsScored = true;
    static constexpr bool kMayShuffle = true;
    static constexpr DraftUse kUse{.options = true, .targets = true};
    struct Key {
        std::vector<std::pair<OptionId, OptionId>> pairs;  // term, meaning; sorted
        bool operator==(const Key&) const = default;
    };
    std::vector<Option> options;  // left side
    std::vector<Option> targets;  // right side
    bool operator==(const Matching&) const = default;

    void take(const ItemDraft& draft, Findings& findings);
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    [[nodiscard]] Result<void> check_response(const Response& response,
                                              const RatingScale& scale) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    /// The term waits for its meaning.
    void touch(const Touch& touch, Response& response) const;
    /// The waiting term gets the meaning; both leave the pairs that they had.
    void touch_target(const OptionId& target, Response& response,
                      std::optional<OptionId>& waiting) const;
    void put(nlohmann::json& object) const;
    void read(const JsonNode& node);
    void encode(Encoder& encoder) const;
    [[nodiscard]] Progress progress(const Response& response) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
