// A sentence that is true or false; the options keep their order. 1000 points for the right one.
#pragma once

#include "kiosk/core/items/kinds/choices.h"

namespace asah::items {

/// How the keys of a sheet's true/false items are written. Sheets name options by their letters, A
/// for Benar; Indonesians also write the initials B for Benar and S for Salah, so that a "B" alone
/// says nothing.
enum class TrueFalseCoding { Unclear, Letters, Initials };

/// By the keys of all true/false items of a sheet: "S" is written only by who writes initials, "A"
/// only by who writes letters. Both, or neither: Unclear.
TrueFalseCoding true_false_coding(const std::vector<std::string>& keys);

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
    /// Findings: true_false_unclear for a "B" that may mean Benar or the second option.
    Key make_key(const ItemDraft& draft, Findings& findings) const;
    void check(Findings& findings) const;
    void check_key(const Key& key, Findings& findings) const;
    [[nodiscard]] int score(const Key& key, const Response& response) const;
    [[nodiscard]] Response right(const Key& key) const;
    static void put_key(const Key& key, nlohmann::json& object);
    static Key read_key(const JsonNode& node);
};

}  // namespace asah::items
