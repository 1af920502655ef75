// What fuzz targets share: the input as bytes and text, and an alarm that needs no NDEBUG.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "kiosk/core/assessment/framework.h"
#include "kiosk/core/base/assert.h"
#include "kiosk/core/base/bytes.h"
#include "kiosk/core/content/framework_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace asah::fuzz {

inline std::string asset_text(const std::string& name) {
    std::ifstream file(std::string(ASAH_SOURCE_DIR) + "/assets/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The real framework, read once a process.
inline const assessment::Framework& framework() {
    static const auto kFramework =
        content::parse_framework(as_bytes(asset_text("framework.json")), "framework.json").value;
    return kFramework;
}

/// Where a sheet's problems stand is inside the sheet.
inline void check_places(const Problems& problems) {
    for (const auto& problem : problems) {
        ASAH_ASSERT(problem.place.row >= 0 && !problem.key.empty());
    }
}

}  // namespace asah::fuzz
