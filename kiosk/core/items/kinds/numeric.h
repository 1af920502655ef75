// A number is typed. 1000 points when |typed - value| <= tolerance; what cannot be read earns 0.
#pragma once

#include "kiosk/core/items/decimal.h"
#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

/// What is touched to say which reading of an ambiguous number is meant.
inline const OptionId kDecimalReading{"decimal"};
inline const OptionId kGroupedReading{"grouped"};

struct Numeric {
    static constexpr KindWords kWords{"numeric", "numerik"};
    static constexpr bool kIsScored = true;
    static constexpr bool kMayShuffle = true;
    static constexpr DraftUse kUse{.tolerance = true, .unit = true};
    struct Key {
        Decimal value;
        Decimal tolerance;
        bool operator==(const Key&) const = default;
    };
    LocalText unit;  // shown beside the field
    bool operator==(const Numeric&) const = default;

    void take(const ItemDraft& draft, Findings& findings);
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    [[nodiscard]] Result<void> check_response(const Response& response,
                                              const RatingScale& scale) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    /// "decimal" or "grouped" takes that reading of a number that has two; otherwise nothing.
    void touch(const Touch& touch, Response& response) const;
    [[nodiscard]] Progress progress(const Response& response) const;
    /// The point of a numeric keypad is shown, stored and scored as a comma; everything else stays
    /// as typed, also what is no number.
    [[nodiscard]] static std::string clean(std::string text);
    void put(nlohmann::json& object) const;
    void read(const JsonNode& node);
    void encode(Encoder& encoder) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
