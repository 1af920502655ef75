// What is wrong with an item or its key. A finding names the field; the reader that made the item
// says where that field is in its file: a column of a sheet, a path of JSON.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/core/base/problem.h"

namespace asah::items {

enum class Field {
    Id,
    Kind,
    Competency,
    Level,
    Indicator,
    Stem,
    Option,
    Target,
    Key,
    Weights,
    Tolerance,
    Unit,
    Rationale,
    Prompt,
    Time,
    LegalSource,
    ReviewBefore,
    Author,
    Enemies,
};

struct Spot {
    Field field = Field::Id;
    std::size_t index = 0;  // of an option
    bool is_english = false;
    auto operator<=>(const Spot&) const = default;
};

/// `key` leads to `problem.<key>.cause` and `.remedy` in the catalogues; `values` fill their
/// {names}.
struct Finding {
    Spot spot;
    std::string key;
    std::map<std::string, std::string> values;
    Severity severity = Severity::Error;
};

/// Keeps the first error of each spot: later rules would only repeat it in other words.
class Findings {
   public:
    void add(Spot spot, std::string key, std::map<std::string, std::string> values = {},
             Severity severity = Severity::Error);
    void add(const Findings& more);
    /// Whether a field has an error.
    [[nodiscard]] bool has(Field field) const;
    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] const std::vector<Finding>& all() const { return m_all; }

   private:
    std::vector<Finding> m_all;
};

}  // namespace asah::items
