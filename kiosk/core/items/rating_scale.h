// The scale on which statements are rated. A framework fills it (assessment/framework.h).
#pragma once

#include <string>
#include <vector>

namespace asah::items {

struct RatingScale {
    std::vector<int> steps;            // 1..5, ascending
    std::vector<std::string> outside;  // codes of answers outside the scale: "BUKAN_TUGAS"
    bool operator==(const RatingScale&) const = default;
};

}  // namespace asah::items
