// Problems: what is wrong with input that people made (a sheet, a roster, a framework). All are
// found in one pass; each names its place, its cause and the remedy. Nothing half loads: a value
// beside problems that are errors is never used.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace asah {

/// Where a problem is. Empty or 0 = does not apply.
struct Place {
    std::string file;
    int row = 0;         // 1 = the heading row of a sheet
    std::string column;  // heading text of a column, or the path of a JSON value
    bool operator==(const Place&) const = default;
};

enum class Severity { Error, Warning };

/// `key` leads to `problem.<key>.cause` and `problem.<key>.remedy` in the catalogues; `values` fill
/// their {names}. `found` is what stood there, shortened to 80 characters.
struct Problem {
    std::string key;
    Place place;
    std::string found;
    std::map<std::string, std::string> values;
    Severity severity = Severity::Error;
};

using Problems = std::vector<Problem>;

[[nodiscard]] inline bool has_errors(const Problems& problems) {
    for (const auto& problem : problems) {
        if (problem.severity == Severity::Error) {
            return true;
        }
    }
    return false;
}

/// A value and all that is wrong with it. Use `value` only if !has_errors(problems).
template <class T>
struct Outcome {
    T value{};
    Problems problems;
};

}  // namespace asah
