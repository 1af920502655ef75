#include "kiosk/core/base/csv_writer.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace asah {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::array<std::string_view, 8> kFormulaSigns{
    "=", "+", "-", "@", "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"};
// Blanks that a spreadsheet may drop before it looks for a sign: ASCII ones, no-break, zero-width.
constexpr std::array<std::string_view, 8> kBlanks{
    " ", "\t", "\r", "\n", "\xc2\xa0", "\xe2\x80\x8b", "\xe2\x80\xaf", kByteOrderMark};

bool may_be_formula(std::string_view text) {
    const auto is_blank = [&](std::string_view blank) { return text.starts_with(blank); };
    for (;;) {
        const auto found = std::find_if(kBlanks.begin(), kBlanks.end(), is_blank);
        if (found == kBlanks.end()) {
            break;
        }
        text.remove_prefix(found->size());
    }
    return std::any_of(kFormulaSigns.begin(), kFormulaSigns.end(),
                       [&](std::string_view sign) { return text.starts_with(sign); });
}

std::string quoted(std::string_view text) {
    if (text.find_first_of("\";\r\n\t,' ") == std::string_view::npos) {
        return std::string(text);
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c;
        if (c == '"') {
            out += '"';
        }
    }
    return out + "\"";
}

}  // namespace

CsvCell csv_words(std::string_view text) {
    return {quoted(may_be_formula(text) ? "'" + std::string(text) : std::string(text))};
}

CsvCell csv_number(std::int64_t value) { return {std::to_string(value)}; }

CsvCell csv_number(double value, int digits) {
    std::array<char, 64> out{};
    const int size = std::snprintf(out.data(), out.size(), "%.*f", digits, value);
    std::string text(out.data(), static_cast<std::size_t>(std::max(size, 0)));
    std::replace(text.begin(), text.end(), '.', ',');
    return {text};
}

CsvCell csv_digits(std::string_view digits, const std::vector<std::size_t>& groups) {
    std::string out;
    for (const auto size : groups) {
        if (digits.empty()) {
            break;
        }
        out.append(out.empty() ? "" : " ").append(digits.substr(0, size));
        digits.remove_prefix(std::min(size, digits.size()));
    }
    if (!digits.empty()) {
        out.append(out.empty() ? "" : " ").append(digits);
    }
    return csv_words(out);
}

CsvWriter::CsvWriter(const std::vector<std::string>& heading) : m_text(kByteOrderMark) {
    std::vector<CsvCell> cells;
    for (const auto& name : heading) {
        cells.push_back(csv_words(name));
    }
    add(cells);
}

void CsvWriter::add(const std::vector<CsvCell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
        m_text.append(i == 0 ? "" : ";").append(cells[i].bytes);
    }
    m_text += "\r\n";
}

}  // namespace asah
