#include "kiosk/core/base/catalogue.h"

namespace asah {

namespace {

std::string filled(std::string_view pattern, const Values& values) {
    std::string out;
    std::size_t at = 0;
    while (at < pattern.size()) {
        const auto open = pattern.find('{', at);
        const auto close = open == std::string_view::npos ? open : pattern.find('}', open);
        if (close == std::string_view::npos) {
            break;
        }
        out.append(pattern.substr(at, open - at));
        const auto found = values.find(std::string(pattern.substr(open + 1, close - open - 1)));
        out.append(found != values.end() ? found->second
                                         : std::string(pattern.substr(open, close - open + 1)));
        at = close + 1;
    }
    out.append(pattern.substr(at));
    return out;
}

}  // namespace

Result<void> Catalogue::add(std::string_view lines) {
    int number = 0;
    while (!lines.empty()) {
        ++number;
        const auto end = lines.find('\n');
        const auto line = lines.substr(0, end);
        lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 1);
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const auto equals = line.find(" = ");
        if (equals == std::string_view::npos) {
            return fail(ErrorCode::MalformedInput, "catalogue line " + std::to_string(number));
        }
        const auto [at, is_new] = m_texts.emplace(std::string(line.substr(0, equals)),
                                                  std::string(line.substr(equals + 3)));
        if (!is_new) {
            return fail(ErrorCode::MalformedInput, "catalogue key twice: " + at->first);
        }
    }
    return {};
}

bool Catalogue::has(std::string_view key) const { return m_texts.contains(key); }

std::string Catalogue::text(std::string_view key) const {
    const auto found = m_texts.find(key);
    return found != m_texts.end() ? found->second : std::string(key);
}

std::string Catalogue::text(std::string_view key, const Values& values) const {
    return filled(text(key), values);
}

ErrorWords describe(const Error& error, const Catalogue& catalogue) {
    const std::string stem = "error." + std::string(error_key(error.code));
    const Values values{{"detail", error.detail}, {"context", error.context}};
    return {catalogue.text(stem + ".what", values), catalogue.text(stem + ".safe", values),
            catalogue.text(stem + ".do", values)};
}

ProblemWords describe(const Problem& problem, const Catalogue& catalogue) {
    ProblemWords words;
    words.place = problem.place.file;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (value.empty()) {
            return;
        }
        if (!words.place.empty()) {
            words.place += ", ";
        }
        words.place += catalogue.text(key, {{"value", value}});
    };
    add("place.row", problem.place.row > 0 ? std::to_string(problem.place.row) : std::string{});
    add("place.column", problem.place.column);
    Values values = problem.values;
    values.emplace("found", problem.found);
    const std::string stem = "problem." + problem.key;
    words.cause = catalogue.text(stem + ".cause", values);
    words.remedy = catalogue.text(stem + ".remedy", values);
    return words;
}

}  // namespace asah
