#include <doctest/doctest.h>

#include "assets/lang.h"
#include "kiosk/core/items/words.h"

namespace asah::screens {

TEST_SUITE("screens/texts") {
    TEST_CASE("both languages have the same keys") {
        const Catalogue id = assets::load_catalogue(Language::Indonesian);
        const Catalogue en = assets::load_catalogue(Language::English);
        for (const auto& [key, text] : id.all()) {
            CAPTURE(key);
            CHECK(en.has(key));
            CHECK_FALSE(text.empty());
        }
        CHECK(id.all().size() == en.all().size());
    }

    TEST_CASE("every kind of item has its name and its hint") {
        for (const auto language : {Language::Indonesian, Language::English}) {
            const Catalogue words = assets::load_catalogue(language);
            for (int number = 0; const auto kind = items::kind_of_number(number); ++number) {
                const std::string word(items::json_word(*kind));
                CHECK_MESSAGE(words.has("kind." + word), word);
                CHECK_MESSAGE(words.has("hint." + word), word);
            }
        }
    }
}

}  // namespace asah::screens
