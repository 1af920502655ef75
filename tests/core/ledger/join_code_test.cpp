#include "kiosk/core/ledger/join_code.h"

#include <doctest/doctest.h>

using namespace asah;

TEST_SUITE_BEGIN("ledger/join_code");

namespace {

// Literal text; computed by hand from FORMAT.md, not by this program.
constexpr std::string_view kText =
    "00000-4K8E4-Q6PVV-MC4Q6-EVSED-5J3ME-1M6GT-5ANAN-ANANA-NANAN-ANANA-NANAN-ANANA-NANAN-ANANA-"
    "NANAN-ANANA-N8000-004JS-Q000G-40R40-M30E2-09185-GR38E-1W812-4GK00-00386-4A1P0-10YXV-3F0";

ledger::JoinCode small_code() {
    ledger::JoinCode code;
    code.hq_address = "hq.kota.go.id:8444";
    code.root_digest.fill(0x55);
    code.code_id = "K7";
    for (std::uint8_t i = 0; i < 20; ++i) {
        code.secret.push_back(i);
    }
    code.expires = {1'790'000'000'000};
    return code;
}

}  // namespace

TEST_CASE("a join code has these characters and reads back") {
    CHECK(ledger::make_join_code(small_code()) == kText);
    const auto read = ledger::parse_join_code(kText).value();
    CHECK(read.hq_address == "hq.kota.go.id:8444");
    CHECK(read.root_digest == small_code().root_digest);
    CHECK(read.code_id == "K7");
    CHECK(read.secret == small_code().secret);
    CHECK(read.expires.value == 1'790'000'000'000);
}

TEST_CASE("lower case, blanks and look-alikes are forgiven") {
    std::string typed;
    for (const char c : kText) {
        typed.push_back(c == '-' ? ' ' : c == '0' ? 'o' : c == '1' ? 'l' : c);
    }
    CHECK(ledger::parse_join_code(typed).value().code_id == "K7");
}

TEST_CASE("every single wrong character is told as a wrong code") {
    for (std::size_t i = 0; i < kText.size(); ++i) {
        if (kText[i] == '-') {
            continue;
        }
        std::string typed(kText);
        typed[i] = typed[i] == '7' ? '8' : '7';
        const auto read = ledger::parse_join_code(typed);
        REQUIRE_MESSAGE(!read.has_value(), i);
        CHECK(read.error().code == ErrorCode::CodeWrong);
    }
    for (const auto* wrong : {"", "7", "UUUUU"}) {
        CHECK(ledger::parse_join_code(wrong).error().code == ErrorCode::CodeWrong);
    }
    CHECK_FALSE(ledger::parse_join_code(std::string(100'000, '7')).has_value());
}

TEST_SUITE_END();
