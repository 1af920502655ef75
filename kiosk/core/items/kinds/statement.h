// A sentence about oneself: rated on the framework's scale or answered outside it, with a note.
// Never scored.
#pragma once

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

struct Statement {
    static constexpr KindWords kWords{"statement", ""};  // statements have a sheet of their own
    static constexpr bool kIsScored = false;
    static constexpr bool kMayShuffle = false;
    static constexpr DraftUse kUse{};
    struct Key {  // never made
        bool operator==(const Key&) const = default;
    };
    LocalText prompt;  // what the note may hold
    bool operator==(const Statement&) const = default;

    void take(const ItemDraft& draft, Findings& findings);
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    /// A rating that is a step of the scale, or a code outside it, not both; the note within the
    /// limit.
    [[nodiscard]] Result<void> check_response(const Response& response,
                                              const RatingScale& scale) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    void touch(const Touch& touch, Response& response) const;
    [[nodiscard]] static std::string clean(std::string text) { return text; }
    void put(nlohmann::json& object) const;
    void read(const JsonNode& node);
    void encode(Encoder& encoder) const;
    [[nodiscard]] Progress progress(const Response& response) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
