#include <doctest/doctest.h>

#include "assets/lang.h"

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
}

}  // namespace asah::screens
