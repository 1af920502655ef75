#include "sync/hq/receiver/orders.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("sync/hq/receiver/orders");

namespace {

std::string table(const std::string& state, const std::string& version = "1") {
    return R"({"version":)" + version +
           R"(,"terminals":[{"terminal":"01010101010101010101010101010101","name":"Kios 1",)" +
           R"("unit":"SETDA","state":")" + state + R"(","tls_key_id":")" + std::string(64, 'a') +
           R"(","signing_key_id":")" + std::string(64, 'b') +
           R"(","signing_certificate":"AQI="}]})";
}

}  // namespace

TEST_CASE("the terminal table is read with every field") {
    const auto rows = hq::parse_terminals(as_bytes(table("held")));
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 1);
    CHECK(rows->at(0).name == "Kios 1");
    CHECK(rows->at(0).unit == UnitCode("SETDA"));
    CHECK(rows->at(0).state == protocol::TerminalState::Held);
    CHECK(rows->at(0).signing_certificate == Bytes{1, 2});
}

TEST_CASE("an unknown state, another version and what is no table are refused") {
    CHECK(hq::parse_terminals(as_bytes(table("lost"))).error().code == ErrorCode::MalformedInput);
    CHECK(hq::parse_terminals(as_bytes(table("held", "2"))).error().code == ErrorCode::Unsupported);
    CHECK(hq::parse_terminals(as_bytes("[]")).error().code == ErrorCode::MalformedInput);
    CHECK(hq::parse_terminals(as_bytes("{")).error().code == ErrorCode::MalformedInput);
}

TEST_SUITE_END();
