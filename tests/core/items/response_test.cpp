#include "kiosk/core/items/response.h"

#include <doctest/doctest.h>

#include "kiosk/core/base/json_fields.h"
#include "tests/core/items/an_item.h"

using namespace asah;
using namespace asah::items;

namespace {

Response there_and_back(const Response& response) {
    const auto json = response_json(response);
    std::string fault;
    auto read = read_response(Fields(json, fault));
    CHECK(fault == "");
    return read;
}

std::string fault_of(const char* text) {
    const auto json = parse_json(text, 10'000);
    std::string fault;
    read_response(Fields(json, fault));
    return fault;
}

}  // namespace

TEST_SUITE_BEGIN("core/items/response");

TEST_CASE("every shape goes through JSON unchanged") {
    for (const auto& response :
         {Response(), chosen("ca"), paired(pairs("a2b1")), typed("2,5"), rated(4, "SIPD"),
          rated_outside("BUKAN_TUGAS"), rated(0, "catatan")}) {
        CHECK(there_and_back(response) == response);
    }
    CHECK(response_json(chosen("a")).dump() == R"({"chosen":["a"]})");
    CHECK(response_json({}).dump() == "{}");
}

TEST_CASE("JSON of two shapes, of a wrong type or too long is refused") {
    CHECK(fault_of(R"({"chosen":["a"],"text":"x"})") == "response");
    CHECK(fault_of(R"({"rating":3,"pairs":[["a","1"]]})") == "response");
    CHECK(fault_of(R"({"chosen":"a"})") == "chosen");
    CHECK(fault_of(R"({"pairs":[["a"]]})") == "pairs");
    CHECK(fault_of(R"({"rating":0})") == "rating");
    CHECK(fault_of(R"({"chosen":["a","a","a","a","a","a","a","a","a","a"]})") == "chosen");
}

TEST_CASE("a response in one line") {
    CHECK(compact({}) == "");
    CHECK(compact(chosen("ac")) == "a c");
    CHECK(compact(paired(pairs("a2b1"))) == "a-2 b-1");
    CHECK(compact(typed("2,5 ")) == "2,5 ");
    CHECK(compact(rated(4, "catatan")) == "4");
    CHECK(compact(rated_outside("BUKAN_TUGAS")) == "BUKAN_TUGAS");
}

TEST_CASE("an answer without content is no answer") {
    CHECK(chose({}) == Response());
    CHECK(typed("") == Response());
    CHECK(Response(Rated{}) == Response());
    CHECK(chosen("a") != Response());
    CHECK(rated(0, "x") != Response());
    CHECK(rated(0, "x").is_empty());
}

TEST_SUITE_END();
