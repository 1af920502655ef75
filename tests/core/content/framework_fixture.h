// The real framework, read once a test.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "kiosk/core/content/framework_json.h"

namespace asah::content {

inline std::string asset_text(const std::string& name) {
    std::ifstream file(std::string(ASAH_SOURCE_DIR) + "/assets/" + name, std::ios::binary);
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline assessment::Framework real_framework() {
    auto outcome = parse_framework(as_bytes(asset_text("framework.json")), "framework.json");
    REQUIRE(outcome.problems.empty());
    return std::move(outcome.value);
}

/// "row/column/key" lines, so that a failing comparison shows everything at once.
inline std::string lines_of(const Problems& problems) {
    std::string out;
    for (const auto& problem : problems) {
        out += (problem.place.row > 0 ? std::to_string(problem.place.row) + " " : "") +
               problem.place.column + " " + problem.key + "\n";
    }
    return out;
}

}  // namespace asah::content
