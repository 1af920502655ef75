// A word or a few are typed. 1000 points when equal to an accepted form after trimming, folding
// case, and taking runs of blanks for one.
#pragma once

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

struct ShortText {
    static constexpr KindWords kWords{"short_text", "isian_singkat"};
    static constexpr bool kIsScored = true;
    static constexpr bool kMayShuffle = true;
    static constexpr DraftUse kUse{};
    struct Key {
        std::vector<std::string> accepted;  // as written
        bool operator==(const Key&) const = default;
    };
    bool operator==(const ShortText&) const = default;

    void take(const ItemDraft& draft, Findings& findings);
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    [[nodiscard]] Result<void> check_response(const Response& response,
                                              const RatingScale& scale) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    void touch(const Touch& touch, Response& response) const;
    [[nodiscard]] static std::string clean(std::string text) { return text; }
    void put(nlohmann::json& object) const;
    void read(const JsonNode& node);
    void encode(Encoder& encoder) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
