// A sentence that is true or false; the options keep their order. 1000 points for the right one.
#pragma once

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

struct TrueFalse : OneOfOptions {
    static constexpr KindWords kWords{"true_false", "benar_salah"};
    static constexpr bool kIsScored = true;
    static constexpr bool kMayShuffle = false;
    static constexpr DraftUse kUse{.options = true};
    struct Key {
        OptionId correct;
        bool operator==(const Key&) const = default;
    };
    bool operator==(const TrueFalse&) const = default;

    /// Without options in the draft: Benar, Salah.
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
