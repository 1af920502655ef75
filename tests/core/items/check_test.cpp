#include "kiosk/core/items/check.h"

#include <doctest/doctest.h>

#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

const RatingScale kScale{{1, 2, 3, 4, 5}, {"BUKAN_TUGAS", "BELUM_ADA"}};

bool is_refused(ItemBody body, const Response& response) {
    const auto checked = check_response(an_item("i", 1, "x", std::move(body)), response, kScale);
    return !checked.has_value() && checked.error().code == ErrorCode::InvalidArgument;
}

template <class Kind>
bool refuses(const Response& response) {
    return is_refused(with_options<Kind>("abcde"), response);
}

/// "option.1 option_doubled" lines.
std::string findings_of(const Item& item, const ItemKey* key) {
    std::string out;
    const auto findings = check_item(item, key);
    for (const auto& one : findings.all()) {
        out += one.key + "\n";
    }
    return out;
}

template <class Kind>
std::string key_findings(ItemBody body, typename Kind::Key own) {
    ItemKey key;
    key.item = ItemId("i");
    key.rationale = {"Sebab.", ""};
    key.body = std::move(own);
    return findings_of(an_item("i", 1, "x", std::move(body)), &key);
}

}  // namespace

TEST_SUITE_BEGIN("core/items/check");

TEST_CASE("a response is refused for options that its item lacks, names twice or allows once") {
    CHECK_FALSE(refuses<SingleChoice>(chosen("a")));
    CHECK_FALSE(refuses<SingleChoice>({}));
    CHECK(refuses<SingleChoice>(chosen("ab")));
    CHECK(refuses<SingleChoice>(chosen("z")));
    CHECK(refuses<TrueFalse>(chosen("ab")));
    CHECK(refuses<Situational>(chosen("ab")));
    CHECK_FALSE(refuses<MultipleResponse>(chosen("abcde")));
    CHECK(refuses<MultipleResponse>(chosen("aa")));
    CHECK(refuses<MultipleResponse>(chosen("az")));
    CHECK_FALSE(refuses<Ordering>(chosen("cab")));  // not complete yet
    CHECK(refuses<Ordering>(chosen("cabc")));
}

TEST_CASE("a response of another shape is refused by every kind") {
    const std::vector<ItemBody> bodies{with_options<SingleChoice>("ab"),
                                       with_options<MultipleResponse>("abc"),
                                       with_options<TrueFalse>("ab"),
                                       with_options<Situational>("ab"),
                                       Numeric{},
                                       ShortText{},
                                       with_options<Ordering>("abc"),
                                       matching("ab", "12"),
                                       Statement{}};
    const std::vector<Response> shapes{chosen("a"), typed("3"), paired(pairs("a1")), rated(3)};
    for (const auto& body : bodies) {
        int accepted = 0;
        for (const auto& shape : shapes) {
            accepted += is_refused(body, shape) ? 0 : 1;
        }
        CHECK_MESSAGE(accepted == 1, body.index());
    }
}

TEST_CASE("pairs are refused for unknown ends and for an end that is used twice") {
    const auto refused = [](const std::string& text) {
        return is_refused(matching("abc", "12"), paired(pairs(text)));
    };
    CHECK_FALSE(refused("a1b2"));
    CHECK(refused("a1b1"));
    CHECK(refused("a1a2"));
    CHECK(refused("a9"));
    CHECK(refused("z1"));
}

TEST_CASE("a text is refused above 500 characters, however many bytes they take") {
    std::string accents;
    for (int i = 0; i < 500; ++i) {
        accents += "\xC3\xA9";
    }
    CHECK_FALSE(is_refused(ShortText{}, typed(std::string(500, 'x'))));
    CHECK(is_refused(ShortText{}, typed(std::string(501, 'x'))));
    CHECK_FALSE(is_refused(ShortText{}, typed(accents)));
    CHECK(is_refused(ShortText{}, typed(accents + "x")));
    CHECK(is_refused(Numeric{}, typed(std::string(501, '1'))));
    CHECK_FALSE(is_refused(Statement{}, rated(3, accents)));
    CHECK(is_refused(Statement{}, rated(3, accents + "x")));
    CHECK(is_refused(ShortText{}, typed("\xC3")));
}

TEST_CASE("a rating is refused outside the scale, and so is a code that the framework lacks") {
    CHECK_FALSE(is_refused(Statement{}, rated(1)));
    CHECK_FALSE(is_refused(Statement{}, rated(5)));
    CHECK(is_refused(Statement{}, rated(6)));
    CHECK(is_refused(Statement{}, rated(-1)));
    CHECK_FALSE(is_refused(Statement{}, rated_outside("BUKAN_TUGAS")));
    CHECK(is_refused(Statement{}, rated_outside("TIDAK_TAHU")));
    CHECK(is_refused(Statement{}, Response(Rated{3, "BUKAN_TUGAS", ""})));
    CHECK_FALSE(is_refused(Statement{}, rated(0, "catatan")));  // a note alone
}

TEST_CASE("a whole item with its key has no findings") {
    CHECK(key_findings<SingleChoice>(with_options<SingleChoice>("abc"), {OptionId("b")}) == "");
    CHECK(key_findings<MultipleResponse>(with_options<MultipleResponse>("abc"), {ids("ab")}) == "");
    CHECK(key_findings<Situational>(with_options<Situational>("abc"), {{1, 5, 1}}) == "");
    CHECK(key_findings<Numeric>(Numeric{{"hari", ""}}, {{3}, {0}}) == "");
    CHECK(key_findings<ShortText>(ShortText{}, {{"PDF", "berkas PDF"}}) == "");
    CHECK(key_findings<Ordering>(with_options<Ordering>("abc"), {ids("cba")}) == "");
    CHECK(key_findings<Matching>(matching("ab", "123"), {pairs("a3b1")}) == "");
    CHECK(findings_of(an_item("i", 1, "x", Statement{}), nullptr) == "");
}

TEST_CASE("keys that scoring could not use are found, whoever wrote them") {
    CHECK(key_findings<SingleChoice>(with_options<SingleChoice>("abc"), {OptionId("z")}) ==
          "key_unknown_option\n");
    CHECK(key_findings<MultipleResponse>(with_options<MultipleResponse>("abc"), {ids("abc")}) ==
          "key_several_options\n");
    CHECK(key_findings<MultipleResponse>(with_options<MultipleResponse>("abc"), {ids("aa")}) ==
          "key_doubled_option\n");
    CHECK(key_findings<Situational>(with_options<Situational>("abc"), {{5, 5, 1}}) ==
          "weight_best\n");
    CHECK(key_findings<Situational>(with_options<Situational>("abc"), {{5, 1}}) ==
          "weight_count\n");
    CHECK(key_findings<Situational>(with_options<Situational>("abc"), {{5, 0, 1}}) ==
          "weight_range\n");
    CHECK(key_findings<Numeric>(Numeric{}, {{3}, {-1}}) == "tolerance_negative\n");
    CHECK(key_findings<ShortText>(ShortText{}, {{}}) == "accepted_form\n");
    CHECK(key_findings<ShortText>(ShortText{}, {{"PDF", "pdf"}}) == "accepted_doubled\n");
    CHECK(key_findings<Ordering>(with_options<Ordering>("abc"), {ids("ab")}) ==
          "key_order_incomplete\n");
    CHECK(key_findings<Matching>(matching("ab", "123"), {pairs("a1b1")}) == "pair_form\n");
    CHECK(key_findings<TrueFalse>(with_options<SingleChoice>("abc"), {OptionId("a")}) ==
          "key_foreign\n");
    CHECK(key_findings<Statement>(Statement{}, {}) == "key_unexpected\n");
}

TEST_CASE("an item that cannot be shown or answered is found") {
    auto item = an_item("i", 1);
    item.level = 5;
    item.stem = {};
    item.time_s = 4;
    CHECK(findings_of(item, nullptr) == "number_range\ncell_missing\nnumber_range\n");
    CHECK(findings_of(an_item("dua kata", 1), nullptr) == "id_form\n");
    CHECK(findings_of(an_item("i", 1, "x", with_options<SingleChoice>("a")), nullptr) ==
          "options_too_few\n");
    CHECK(findings_of(an_item("i", 1, "x", with_options<TrueFalse>("abc")), nullptr) ==
          "options_too_many\n");
    CHECK(findings_of(an_item("i", 1, "x", with_options<SingleChoice>("aab")), nullptr) ==
          "option_doubled\n");
    CHECK(findings_of(an_item("i", 1, "x", matching("abc", "12")), nullptr) == "target_count\n");
    auto wordy = an_item("i", 1);
    wordy.stem.en = std::string(1001, 'x');
    CHECK(findings_of(wordy, nullptr) == "text_too_long\n");
}

TEST_SUITE_END();
