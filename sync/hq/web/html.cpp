#include "sync/hq/web/html.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace asah::hq {

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string url_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                   hex_value(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string_view icon_path(std::string_view name) {
    if (name == "home") {
        return "M10 20v-6h4v6h5v-8h3L12 3 2 12h3v8z";
    }
    if (name == "map") {
        return "M9 3 3 5v16l6-2 6 2 6-2V3l-6 2zm0 2.2 6 2v11.6l-6-2zM5 6.4l2-.6v11.6l-2 .7z";
    }
    if (name == "inbox") {
        return "M4 3h16v18H4zm2 2v9h3.5a2.5 2.5 0 0 0 5 0H18V5z";
    }
    if (name == "out") {
        return "M4 3h9v2H6v14h7v2H4zm12 4 5 5-5 5-1.4-1.4 2.6-2.6H9v-2h8.2l-2.6-2.6z";
    }
    if (name == "doc") {
        return "M6 2h8l5 5v15H6zm7 1.5V8h4.5zM8 12h8v1.6H8zm0 4h8v1.6H8z";
    }
    if (name == "check") {
        return "M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z";
    }
    if (name == "lock") {
        return "M6 9V7a6 6 0 0 1 12 0v2h2v13H4V9zm2.2 0h7.6V7a3.8 3.8 0 0 0-7.6 0z";
    }
    if (name == "grow") {
        return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m4.6 5.4-2.8 6.4-6.4 2.8 2.8-6.4z";
    }
    if (name == "down") {
        return "M5 20h14v-2H5zM19 9h-4V3H9v6H5l7 7z";
    }
    if (name == "globe") {
        return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m6.900 6h-2.900a15 15 0 0 0-1.400-3.600A8 8 "
               "0 0 1 "
               "18.900 8M12 4c.800 1.200 1.500 2.500 1.900 4h-3.800c.400-1.500 1.100-2.800 "
               "1.900-4M4.300 14a8 8 0 0 1 "
               "0-4h3.300a16 16 0 0 0 0 4zm.800 2h2.900a15 15 0 0 0 1.400 3.600A8 8 0 0 1 5.100 "
               "16M8 8H5.100a8 8 0 0 1 "
               "4.300-3.600A15 15 0 0 0 8 8m4 12c-.800-1.200-1.500-2.500-1.900-4h3.800c-.400 "
               "1.500-1.100 2.800-1.900 "
               "4m2.300-6H9.700a14 14 0 0 1 0-4h4.600a14 14 0 0 1 0 4m.300 5.600A15 15 0 0 0 16 "
               "16h2.900a8 8 0 0 1-4.300 "
               "3.600m1.800-5.600a16 16 0 0 0 0-4h3.300a8 8 0 0 1 0 4z";
    }
    if (name == "contrast") {
        return "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m1 2.100A8 8 0 0 1 13 19.900z";
    }
    if (name == "up") {
        return "m16 6 2.300 2.300-4.900 4.900-4-4L2 16.600 3.400 18l6-6 4 4 6.300-6.300L22 12V6z";
    }
    if (name == "minus") {
        return "M5 11h14v2H5z";
    }
    if (name == "shield") {
        return "M12 1 3 5v6c0 5.500 3.800 10.700 9 12 5.200-1.300 9-6.500 9-12V5zm-2 16-4-4 "
               "1.400-1.400L10 14.200l6.600-6.600L18 9z";
    }
    return "M3 6h18v2H3zm0 5h18v2H3zm0 5h18v2H3z";
}

}  // namespace

std::string escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string url_encode(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::map<std::string, std::string> parse_form(std::string_view text) {
    std::map<std::string, std::string> values;
    while (!text.empty()) {
        const auto end = text.find('&');
        const auto part = text.substr(0, end);
        const auto equals = part.find('=');
        values.emplace(url_decode(part.substr(0, equals)),
                       equals == std::string_view::npos ? "" : url_decode(part.substr(equals + 1)));
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return values;
}

std::string cookie_of(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        const auto end = header.find(';');
        auto part = header.substr(0, end);
        part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
        if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=') {
            return std::string(part.substr(name.size() + 1));
        }
        header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    }
    return {};
}

std::string state_class(CellState state) {
    switch (state) {
        case CellState::Below:
            return "below";
        case CellState::Unsure:
            return "unsure";
        case CellState::Reached:
            return "reached";
        case CellState::Masked:
        case CellState::Guard:
        case CellState::NotMeasured:
        case CellState::NotAsked:
            break;
    }
    return {};
}

std::string rhombus(const Cell& cell, double scale) {
    constexpr double kTop = 1;
    constexpr double kHeight = 28;
    std::string out =
        fmt::format(R"(<svg class="rh" width="{:.0f}" height="{:.0f}" viewBox="0 0 24 30" )"
                    R"(aria-hidden="true">)",
                    24 * scale, 30 * scale);
    constexpr std::string_view kShape = R"(points="12,1 23,15 12,29 1,15")";
    if (!cell.is_visible()) {
        out += fmt::format(R"(<polygon class="o d" {}/>)", kShape);
        return out + "</svg>";
    }
    const double high = kHeight * cell.interval.high;
    const double low = kHeight * cell.interval.low;
    out += fmt::format(R"svg(<g clip-path="url(#rh)"><rect class="h" y="{:.1f}" width="24" )svg"
                       R"(height="{:.1f}"/><rect class="s" y="{:.1f}" width="24" )"
                       R"(height="{:.1f}"/></g><polygon class="o" {}/>)",
                       kTop + kHeight - high, high, kTop + kHeight - low, low, kShape);
    if (cell.state == CellState::Reached) {
        out += R"(<path class="t" d="M8 15.500l3 3 5-5.500"/>)";
    }
    return out + "</svg>";
}

std::string share_bar(const Cell& cell, int width, int target) {
    const double scale = width / 100.0;
    const double share = 100.0 * cell.met / cell.counted;
    const double low = 100 * cell.interval.low;
    const double high = 100 * cell.interval.high;
    std::string out = fmt::format(
        R"(<svg class="bar" width="{0}" height="24" viewBox="0 0 {0} 24" preserveAspectRatio="none" aria-hidden="true"><rect class="track" y="6" width="{0}" height="12" rx="6"/><rect class="fill-{1}" y="6" width="{2:.1f}" height="12" rx="6"/>)",
        width, state_class(cell.state), share * scale);
    const auto line = [&](std::string_view name, double x1, double y1, double x2, double y2) {
        out += fmt::format(R"(<line class="{}" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/>)", name,
                           x1 * scale, y1, x2 * scale, y2);
    };
    line("halo", low, 12, high, 12);
    line("w", low, 12, high, 12);
    line("w", low, 6, low, 18);
    line("w", high, 6, high, 18);
    if (target > 0) {
        line("goal", target, 1, target, 23);
    }
    return out + "</svg>";
}

std::string coverage_bar(const Cell& coverage, int width, int height) {
    const double share =
        coverage.counted == 0 ? 0 : static_cast<double>(coverage.met) / coverage.counted;
    const bool is_low = 2 * coverage.met < coverage.counted;
    return fmt::format(
        R"(<svg class="cover{0}" width="{1}" height="{2}" viewBox="0 0 {1} {2}" aria-hidden="true"><rect class="track" width="{1}" height="{2}" rx="{3}"/><rect class="on" width="{4:.1f}" height="{2}" rx="{3}"/><line class="half" x1="{5}" y1="0" x2="{5}" y2="{2}"/></svg>)",
        is_low ? " low" : "", width, height, height / 2, share * width, width / 2);
}

std::string count_words(int count, Language language) {
    auto text = std::to_string(count);
    const char mark = language == Language::Indonesian ? '.' : ',';
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3) {
        text.insert(text.begin() + at, mark);
    }
    return text;
}

std::string level_bar(int level, int required) {
    constexpr int kStep = 25;
    const int shown = std::max(4, required);  // the fifth block only where a post asks for it
    std::string out = fmt::format(
        R"(<svg class="lv" width="{0}" height="26" viewBox="0 0 {0} 26" aria-hidden="true">)",
        shown * kStep + 4);
    for (int i = 0; i < shown; ++i) {
        out += fmt::format(R"(<rect class="{}" x="{}" y="13" width="22" height="10" rx="3"/>)",
                           i < level ? "on" : "off", 1 + i * kStep);
    }
    const int x = required * kStep - 1;
    out += fmt::format(
        R"(<path class="std" d="M{0} 1l3 4-3 4-3-4z"/><line class="std" x1="{0}" y1="8" x2="{0}" y2="25"/>)",
        x);
    return out + "</svg>";
}

namespace {

constexpr int kBlock = 40;  // width of a block with its gap

std::string standard_mark(int x) {
    return fmt::format(
        R"(<path class="std" d="M{0} 1l4 5-4 5-4-5z"/><line class="std" x1="{0}" y1="9" x2="{0}" y2="30"/>)",
        x);
}

std::string range_mark(double low, double high) {
    std::string out;
    const auto line = [&](const char* name, double x1, int y1, double x2, int y2) {
        out += fmt::format(R"(<line class="{}" x1="{:.1f}" y1="{}" x2="{:.1f}" y2="{}"/>)", name,
                           x1, y1, x2, y2);
    };
    line("halo", low, 21, high, 21);
    line("w", low, 21, high, 21);
    line("w", low, 16, low, 26);
    line("w", high, 16, high, 26);
    return out;
}

}  // namespace

std::string profile_bar(const assessment::CompetencyResult& result, const std::string& label) {
    constexpr int kBlocks = assessment::kLevelMax;
    std::string out = fmt::format(
        R"(<svg class="lv bar" width="{0}" height="32" viewBox="0 0 {0} 32" role="img" aria-label="{1}">)",
        kBlocks * kBlock + 4, label);
    for (int i = 0; i < kBlocks; ++i) {
        out += fmt::format(R"(<rect class="{}" x="{}" y="13" width="36" height="16" rx="5"/>)",
                           i < result.level   ? "on"
                           : i == kBlocks - 1 ? "off far"
                                              : "off",
                           1 + i * kBlock);
    }
    // A range of one level is drawn half a block wide around the level's end.
    const auto at = [](double level) { return std::clamp(level * kBlock - 1, 3.0, 199.0); };
    if (result.level_low != result.level_high) {
        out += range_mark(at(result.level_low + 0.08), at(result.level_high - 0.08));
    }
    if (result.required > 0) {
        out += standard_mark(result.required * kBlock - 1);
    }
    return out + "</svg>";
}

std::string profile_key(const std::string& level, const std::string& standard,
                        const std::string& range) {
    return fmt::format(
        R"(<span><svg class="lv" width="28" height="14" viewBox="0 0 28 14" aria-hidden="true"><rect class="on" width="28" height="14" rx="5"/></svg>{}</span><span><svg class="lv" width="10" height="14" viewBox="0 0 10 14" aria-hidden="true"><path class="std" d="M5 2l4 5-4 5-4-5z"/></svg>{}</span><span><svg class="bar" width="40" height="14" viewBox="0 14 40 14" aria-hidden="true">{}</svg>{}</span>)",
        level, standard, range_mark(3, 37), range);
}

std::string icon(std::string_view name) {
    return fmt::format(
        R"(<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>)",
        icon_path(name));
}

std::string logo(int height, Ground ground) {
    return fmt::format(
        R"(<svg width="{}" height="{}" viewBox="0 0 28 36" aria-hidden="true"><path fill="{}" d="M14 0v18H0z"/><path fill="{}" d="M14 0v18h14z"/><path fill="#C8692F" d="M0 18h14v18z"/><path fill="#E3B04B" d="M28 18H14v18z"/></svg>)",
        height * 28 / 36, height, ground == Ground::Panel ? "#FBF6EC" : "#0B5A52",
        ground == Ground::Panel ? "#CFE3DB" : "#7FB5A6");
}

}  // namespace asah::hq
