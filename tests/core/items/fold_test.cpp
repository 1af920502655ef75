#include "kiosk/core/items/fold.h"

#include <doctest/doctest.h>

#include <array>

using namespace asah::items;

namespace {

struct Pair {
    std::string_view written;
    std::string_view typed;
};

constexpr std::array kSame{
    Pair{"Jum\u2019at", "jum'at"},  // the word processor's apostrophe
    Pair{"Jum\u2018at", "Jum'at"},
    Pair{"Jum\u02bcat", "Jum'at"},
    Pair{"Jum\u00b4at", "Jum'at"},
    Pair{"Jum`at", "Jum'at"},
    Pair{"e\u2011government", "e-government"},  // no-break hyphen
    Pair{"e\u2010government", "E-Government"},
    Pair{"e\u2013government", "e-government"},  // dashes
    Pair{"e\u2014government", "e-government"},
    Pair{"\u22123", "-3"},
    Pair{"P\u200bDF", "pdf"},  // zero-width space
    Pair{"P\u200dD\u2060F\ufeff", "pdf"},
    Pair{"ke\u00adpegawaian", "kepegawaian"},  // soft hyphen
    Pair{"\u200fSKP\u200e", "SKP"},
    Pair{"rencana\u00a0strategis", "rencana strategis"},  // no-break blank
    Pair{"rencana\u202f\u2009strategis", "rencana strategis"},
    Pair{" rencana \t strategis\n", "rencana strategis"},
    Pair{"rencana strategis.", "rencana strategis"},
    Pair{"Renstra !?", "renstra"},
    Pair{"dan lain-lain\u2026", "dan lain-lain"},
    Pair{"caf\u00e9", "cafe\u0301"},  // composed and decomposed
    Pair{"CAF\u00c9", "caf\u00e9"},   // capitals beyond ASCII
    Pair{"\u201ckutip\u201d", "\"kutip\""},
    Pair{"\uff30\uff24\uff26", "PDF"},  // full-width letters
    Pair{"Stra\u00dfe", "STRASSE"},
};

constexpr std::array kDifferent{
    Pair{"rencana strategis", "rencanastrategis"},
    Pair{"2,5", "25"},
    Pair{"cafe", "caf\u00e9"},
    Pair{"e-government", "e government"},
    Pair{"a.b", "ab"},
    Pair{"?", "!"},
    Pair{"C", "C++"},
};

}  // namespace

TEST_SUITE("kiosk/core/items/fold") {
    TEST_CASE("what a word processor writes folds to what a keyboard types") {
        for (const auto& pair : kSame) {
            CHECK_MESSAGE(folded(pair.written) == folded(pair.typed), pair.written);
        }
        CHECK(folded("  Jum\u2019at. ") == "jum'at");
    }

    TEST_CASE("other words stay apart") {
        for (const auto& pair : kDifferent) {
            CHECK_MESSAGE(folded(pair.written) != folded(pair.typed), pair.written);
        }
    }

    TEST_CASE("folding twice changes nothing more") {
        for (const auto& pair : kSame) {
            CHECK(folded(folded(pair.written)) == folded(pair.written));
        }
    }

    TEST_CASE("nothing stays of blanks, punctuation alone stays") {
        CHECK(folded(" \u00a0\u200b ") == "");
        CHECK(folded("?") == "?");
        CHECK(folded("...") == "...");
    }

    TEST_CASE("text that is not UTF-8 comes back unchanged") {
        CHECK(folded("a\xff") == "a\xff");
        CHECK(without_invisible("a\xff") == "a\xff");
        CHECK(with_plain_signs("a\xff\u2019") == "a\xff\u2019");
    }

    TEST_CASE("only signs that nobody sees are dropped") {
        CHECK(without_invisible("P\u200bDF\u00ad") == "PDF");
        CHECK(without_invisible("Jum\u2019at  cafe\u0301") == "Jum\u2019at  cafe\u0301");
    }
}
