#include "kiosk/core/content/roster_words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "kiosk/core/items/fold.h"

namespace asah::content {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEntities{
    {{"&lt;", "<"},
     {"&gt;", ">"},
     {"&quot;", "\""},
     {"&#39;", "'"},
     {"&nbsp;", " "},
     {"&amp;", "&"}}};  // last, so that "&amp;lt;" becomes "&lt;"

// Three letters tell all months apart in both languages.
constexpr std::array<std::pair<std::string_view, int>, 17> kMonths{{{"jan", 1},
                                                                    {"feb", 2},
                                                                    {"mar", 3},
                                                                    {"apr", 4},
                                                                    {"mei", 5},
                                                                    {"may", 5},
                                                                    {"jun", 6},
                                                                    {"jul", 7},
                                                                    {"agu", 8},
                                                                    {"ags", 8},
                                                                    {"aug", 8},
                                                                    {"sep", 9},
                                                                    {"okt", 10},
                                                                    {"oct", 10},
                                                                    {"nov", 11},
                                                                    {"des", 12},
                                                                    {"dec", 12}}};

std::string with_signs_of_entities(std::string text) {
    for (const auto& [entity, sign] : kEntities) {
        for (auto at = text.find(entity); at != std::string::npos;
             at = text.find(entity, at + sign.size())) {
            text.replace(at, entity.size(), sign);
        }
    }
    return text;
}

std::string with_single_blanks(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!is_blank) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<int> number_of(std::string_view text) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    return !text.empty() && read.ec == std::errc{} && read.ptr == end ? std::optional(value)
                                                                      : std::nullopt;
}

std::optional<int> month_of(std::string_view word) {
    const auto found = std::find_if(kMonths.begin(), kMonths.end(), [&](const auto& month) {
        return word.substr(0, 3) == month.first;
    });
    return found == kMonths.end() ? number_of(word) : std::optional(found->second);
}

std::optional<Date> valid(int year, int month, int day) {
    constexpr int kPivot = 30;  // "90" is 1990, "05" is 2005
    if (year < 100) {
        year += year < kPivot ? 2000 : 1900;
    }
    const Date date{year, month, day};
    return is_valid_date(date) ? std::optional(date) : std::nullopt;
}

/// Days since 1899-12-30, as spreadsheets count; dates of people's lives alone.
std::optional<Date> date_of_day_number(int days) {
    constexpr int kFirst = 7'000;            // 1919
    constexpr int kLast = 60'000;            // 2064
    constexpr std::int64_t kEpoch = 25'569;  // 1970-01-01
    constexpr std::int64_t kDayMs = 86'400'000;
    if (days < kFirst || days > kLast) {
        return std::nullopt;
    }
    return date_of(UtcMs{(days - kEpoch) * kDayMs}, 0);
}

/// The parts between - / . and blanks.
std::vector<std::string> date_parts(std::string_view text) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == '-' || c == '/' || c == '.' || c == ' ' || c == ',') {
            if (!parts.back().empty()) {
                parts.emplace_back();
            }
        } else {
            parts.back() += c;
        }
    }
    if (parts.back().empty()) {
        parts.pop_back();
    }
    return parts;
}

/// Without a time of day after the date: "1990-04-12 00:00:00", "1990-04-12T00:00:00Z".
std::string_view without_time(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) {
        return text;
    }
    const auto before = text.substr(0, colon).find_last_of(" t");
    return before == std::string_view::npos ? text : text.substr(0, before);
}

}  // namespace

std::string shown_words(std::string_view cell) {
    return with_single_blanks(with_signs_of_entities(items::with_plain_signs(cell)));
}

std::string plain_digits(std::string_view cell) {
    auto text = shown_words(cell);
    for (const auto* end : {".0", ",0"}) {
        if (text.size() > 2 && text.ends_with(end)) {
            text.resize(text.size() - 2);
        }
    }
    std::erase_if(text, [](char c) {
        return c == '\'' || c == '`' || c == '"' || c == ' ' || c == '.' || c == '-';
    });
    constexpr std::string_view kAcute = "\xc2\xb4";
    for (auto at = text.find(kAcute); at != std::string::npos; at = text.find(kAcute)) {
        text.erase(at, kAcute.size());
    }
    return text;
}

std::optional<std::string> employment_of(std::string_view cell) {
    auto word = items::folded(shown_words(cell));
    for (const auto* end : {" penuh waktu", " paruh waktu", " pw"}) {
        if (word.ends_with(end)) {
            word.resize(word.size() - std::string_view(end).size());
        }
    }
    if (word == "pns" || word == "cpns") {
        return "PNS";
    }
    return word == "pppk" || word == "p3k" ? std::optional<std::string>("PPPK") : std::nullopt;
}

std::optional<bool> is_active_of(std::string_view cell) {
    const auto word = items::folded(shown_words(cell));
    if (word == "aktif") {
        return true;
    }
    for (const auto* other : {"nonaktif", "non aktif", "non-aktif", "tidak aktif"}) {
        if (word == other) {
            return false;
        }
    }
    return std::nullopt;
}

std::optional<char> sex_of(std::string_view cell) {
    const auto word = items::folded(shown_words(cell));
    for (const auto& [known, sex] : {std::pair{"l", 'L'},
                                     {"laki-laki", 'L'},
                                     {"laki laki", 'L'},
                                     {"pria", 'L'},
                                     {"p", 'P'},
                                     {"perempuan", 'P'},
                                     {"wanita", 'P'}}) {
        if (word == known) {
            return sex;
        }
    }
    return std::nullopt;
}

std::optional<Date> date_in(std::string_view cell) {
    const auto text = items::folded(shown_words(cell));
    const auto day_text = without_time(text);
    if (std::all_of(day_text.begin(), day_text.end(), is_digit)) {
        const auto days = number_of(day_text);
        return days ? date_of_day_number(*days) : std::nullopt;
    }
    const auto parts = date_parts(day_text);
    if (parts.size() != 3) {
        return std::nullopt;
    }
    const auto first = number_of(parts[0]);
    const auto month = month_of(parts[1]);
    const auto last = number_of(parts[2]);
    if (!first || !month || !last) {
        return std::nullopt;
    }
    if (parts[0].size() == 4) {
        return valid(*first, *month, *last);
    }
    const auto usual = valid(*last, *month, *first);
    return usual || !is_digit(parts[1].front()) ? usual : valid(*last, *first, *month);
}

}  // namespace asah::content
