// What asah-hq says on a terminal: words from the catalogue, or JSON with --json.
#pragma once

#include <string>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/result.h"
#include "sync/hq/data/state_copy.h"

namespace asah::hq {

class Printer {
   public:
    Printer(const Catalogue& texts, bool is_json) : m_texts(texts), m_is_json(is_json) {}
    [[nodiscard]] bool is_json() const { return m_is_json; }
    /// One line of words; nothing with --json.
    void say(const std::string& key, const Values& values = {}) const;
    /// One line as it is.
    void line(const std::string& text) const;
    /// What happened, what stays safe, what to do; to standard error. Returns 1.
    int refuse(const Error& error) const;
    /// Something that was skipped while work goes on; to standard error.
    void warn(const Error& error) const;
    /// The exit status of a command's outcome; a refusal is told.
    [[nodiscard]] int status(const Result<int>& outcome) const {
        return outcome.has_value() ? *outcome : refuse(outcome.error());
    }
    /// One line of words to standard error, also with --json.
    void warn(const std::string& key, const Values& values = {}) const;
    /// Which copy of the database was taken from the backup, and which were damaged.
    void warn_restored(const RestoredState& restored) const;
    /// All problems; to standard error.
    void list(const Problems& problems) const;

   private:
    const Catalogue& m_texts;
    bool m_is_json = false;
};

}  // namespace asah::hq
