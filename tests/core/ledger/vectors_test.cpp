// Files that another program made from FORMAT.md (tests/vectors/make/ledger.py).
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "kiosk/core/ledger/entry.h"
#include "kiosk/core/ledger/signed.h"

using namespace asah;

TEST_CASE("the readers accept and refuse what the vectors say") {
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(std::string(ASAH_SOURCE_DIR) +
                                                                "/tests/vectors/ledger")) {
        std::ifstream in(file.path(), std::ios::binary);
        const std::string all((std::istreambuf_iterator<char>(in)), {});
        const auto end = all.find("\n\n");
        const auto code = all.find("\ncode ");
        REQUIRE(end != std::string::npos);
        REQUIRE(code < end);
        const auto wanted = all.substr(code + 6, all.find('\n', code + 1) - code - 6);
        const auto bytes = to_bytes(std::string_view(all).substr(end + 2));
        std::string got = "-";
        if (file.path().filename().string().starts_with("entry_")) {
            const auto read = ledger::parse_entry(bytes);
            got = read.has_value() ? got : std::string(error_key(read.error().code));
        } else {
            const auto read = ledger::parse_signed(bytes);
            got = read.has_value() ? got : std::string(error_key(read.error().code));
        }
        CHECK_MESSAGE(got == wanted, file.path().filename().string());
        ++seen;
    }
    CHECK(seen == 12);
}
