// Steps to bring into their order. Points: max(0, 2p - 1), p = share of step pairs in the right
// relative order (Kendall's tau clipped at 0; framework level_inference.ordering_scoring); an order
// that is not complete earns nothing.
#pragma once

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

struct Ordering : WithOptions {
    static constexpr KindWords kWords{"ordering", "urutan"};
    static constexpr bool kIsScored = true;
    static constexpr bool kMayShuffle = true;
    static constexpr DraftUse kUse{.options = true};
    struct Key {
        std::vector<OptionId> order;  // all options
        bool operator==(const Key&) const = default;
    };
    bool operator==(const Ordering&) const = default;

    void take(const ItemDraft& draft, Findings& findings);
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    [[nodiscard]] Result<void> check_response(const Response& response,
                                              const RatingScale& scale) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    /// The step gets the next number, or loses its own.
    void touch(const Touch& touch, Response& response) const;
    [[nodiscard]] Progress progress(const Response& response) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
