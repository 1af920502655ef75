#include "kiosk/screens/words.h"

namespace asah::screens {

namespace {

constexpr std::int64_t kSecondsPerMinute = 60;
constexpr std::int64_t kSecondsPerHour = 3600;

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

std::string date_text(Date date, const Catalogue& catalogue) {
    return catalogue.text("date", {{"day", std::to_string(date.day)},
                                   {"month", catalogue.text("month." + std::to_string(date.month))},
                                   {"year", std::to_string(date.year)}});
}

std::string date_text(const WallTime& at, const Catalogue& catalogue) {
    return date_text(date_of(at.utc, at.offset_min), catalogue);
}

std::string moment_text(UtcMs at, std::int32_t utc_offset_min, const Catalogue& catalogue) {
    constexpr int kHour = 60;
    const int minute = minute_of_day(at, utc_offset_min);
    return date_text(date_of(at, utc_offset_min), catalogue) + ", " + two_digits(minute / kHour) +
           "." + two_digits(minute % kHour);
}

std::string clock_text(DurationMs duration) {
    const std::int64_t seconds = (duration.value + 999) / 1000;
    const std::string rest = two_digits(seconds % kSecondsPerHour / kSecondsPerMinute) + "." +
                             two_digits(seconds % kSecondsPerMinute);
    const std::int64_t hours = seconds / kSecondsPerHour;
    return hours > 0 ? std::to_string(hours) + "." + rest : rest;
}

std::string error_text(const std::optional<Error>& error, const Catalogue& catalogue) {
    if (!error) {
        return {};
    }
    const ErrorWords words = describe(*error, catalogue);
    return words.what + " " + words.next;
}

std::string staff_code(const Error& error, const Catalogue& catalogue) {
    return catalogue.text("help.code", {{"code", std::to_string(static_cast<int>(error.code))},
                                        {"name", std::string(error_key(error.code))}});
}

std::string place_text(const Place& place, const Catalogue& catalogue, Language language) {
    if (place.terminal.empty()) {
        return {};
    }
    const std::string kiosk =
        catalogue.text("ready.terminal", {{"name", place.terminal}, {"unit", place.unit}});
    const std::string& authority = place.authority.in(language);
    return authority.empty() ? kiosk : authority + "\n" + kiosk;
}

}  // namespace asah::screens
