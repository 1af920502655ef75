#include "sync/hq/office/print.h"

#include <fmt/core.h>

namespace asah::hq {

void Printer::say(const std::string& key, const Values& values) const {
    if (!m_is_json) {
        line(m_texts.text(key, values));
    }
}

void Printer::line(const std::string& text) const { fmt::print("{}\n", text); }

int Printer::refuse(const Error& error) const {
    const auto words = describe(error, m_texts);
    fmt::print(stderr, "{}\n{}\n{}\n", words.what, words.safe, words.next);
    if (!error.detail.empty()) {
        fmt::print(stderr, "({}: {})\n", error_key(error.code), error.detail);
    }
    return 1;
}

void Printer::list(const Problems& problems) const {
    for (const auto& problem : problems) {
        const auto words = describe(problem, m_texts);
        const std::string found = problem.found.empty() ? "" : " [" + problem.found + "]";
        fmt::print(stderr, "{}: {}{} {}\n", words.place, words.cause, found, words.remedy);
    }
}

}  // namespace asah::hq
