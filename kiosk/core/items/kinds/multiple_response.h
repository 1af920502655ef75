// Several right options, never all. Points: max(0, right/k - wrong/(n-k)), k right options of n,
// rounded half up: marking all and marking none both earn 0.
// Source: plus/minus scoring; Betts et al. (2021), Educational and Psychological Measurement
// 82:151.
#pragma once

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

struct MultipleResponse : WithOptions {
    static constexpr KindWords kWords{"multiple_response", "pilihan_jamak"};
    static constexpr bool kIsScored = true;
    static constexpr bool kMayShuffle = true;
    static constexpr DraftUse kUse{.options = true};
    struct Key {
        std::vector<OptionId> correct;  // sorted
        bool operator==(const Key&) const = default;
    };
    bool operator==(const MultipleResponse&) const = default;

    void take(const ItemDraft& draft, Findings& findings);
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    [[nodiscard]] Result<void> check_response(const Response& response,
                                              const RatingScale& scale) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    void touch(const Touch& touch, Response& response) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
