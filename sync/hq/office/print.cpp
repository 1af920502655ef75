#include "sync/hq/office/print.h"

#include <fmt/core.h>
#include <algorithm>

#include "kiosk/core/base/skipped.h"

namespace asah::hq {

void Printer::say(const std::string& key, const Values& values) const {
    if (!m_is_json) {
        line(m_texts.text(key, values));
    }
}

void Printer::line(const std::string& text) const { fmt::print("{}\n", text); }

void Printer::warn(const std::string& key, const Values& values) const {
    fmt::print(stderr, "{}\n", m_texts.text(key, values));
}

void Printer::warn_restored(const RestoredState& restored) const {
    for (const auto& name : restored.damaged) {
        warn("hq.restored.damaged", {{"file", name}});
    }
    if (!restored.name.empty()) {
        warn("hq.restored.done", {{"file", restored.name}});
    }
}

int Printer::refuse(const Error& error) const {
    const auto words = describe(error, m_texts);
    fmt::print(stderr, "{}\n{}\n{}\n", words.what, words.safe, words.next);
    if (error.code == ErrorCode::DatabaseDamaged) {
        fmt::print(stderr, "{}\n", m_texts.text("hq.damaged.rebuild"));
    }
    if (!error.detail.empty()) {
        fmt::print(stderr, "({}: {})\n", error_key(error.code), error.detail);
    }
    return 1;
}

void Printer::warn(const Error& error) const {
    fmt::print(stderr, "{}\n", skipped_words(error, m_texts));
}

void Printer::list(const Problems& problems) const {
    for (const auto& problem : problems) {
        const auto words = describe(problem, m_texts);
        const std::string found = problem.found.empty() ? "" : " [" + problem.found + "]";
        fmt::print(stderr, "{}: {}{} {}\n", words.place, words.cause, found, words.remedy);
    }
    if (has_errors(problems)) {
        const auto count = std::count_if(problems.begin(), problems.end(), [](const Problem& one) {
            return one.severity == Severity::Error;
        });
        fmt::print(stderr, "{}\n",
                   m_texts.text("hq.problems.nothing_loaded", {{"count", std::to_string(count)}}));
    }
}

}  // namespace asah::hq
