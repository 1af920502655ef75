// Texts for people, by key, in one language. A catalogue is made from files of lines
// `key = text` (assets/lang/<language>/*.txt, embedded at build; '#' begins a comment line).
// Placeholders are {name}. A missing key is our mistake: the key itself is shown and a test fails.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kiosk/core/base/problem.h"
#include "kiosk/core/base/result.h"

namespace asah {

enum class Language { Indonesian, English };

/// "id" or "en".
constexpr std::string_view language_code(Language language) {
    return language == Language::Indonesian ? "id" : "en";
}

/// Text in both languages. English may be empty: `in` then gives the Indonesian.
struct LocalText {
    std::string id;
    std::string en;
    bool operator==(const LocalText&) const = default;
    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::English && !en.empty() ? en : id;
    }
};

using Values = std::map<std::string, std::string>;

class Catalogue {
   public:
    /// Adds the lines of one file. Errors: MalformedInput with the line's number for a line without
    /// " = ", or a key that is there already.
    Result<void> add(std::string_view lines);
    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key, const Values& values) const;
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const {
        return m_texts;
    }

   private:
    std::map<std::string, std::string, std::less<>> m_texts;
};

/// What happened, what stays safe, what to do next: the one place where refusals become words.
struct ErrorWords {
    std::string what;
    std::string safe;
    std::string next;
};
ErrorWords describe(const Error& error, const Catalogue& catalogue);

/// "file.csv, baris 12, kolom kunci: cause. remedy" split into its parts.
struct ProblemWords {
    std::string place;
    std::string cause;
    std::string remedy;
};
ProblemWords describe(const Problem& problem, const Catalogue& catalogue);

}  // namespace asah
