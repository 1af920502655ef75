#include "kiosk/core/base/time.h"

#include <array>
#include <cctype>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <string>

namespace asah {

namespace {

constexpr std::int64_t kMsPerDay = 86'400'000;

std::int64_t clock_ms(clockid_t id) {
    timespec t{};
    ::clock_gettime(id, &t);
    return std::int64_t{t.tv_sec} * 1000 + t.tv_nsec / 1'000'000;
}

// Days since 1970-01-01. Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
std::int64_t days_from_civil(Date date) {
    const std::int64_t y = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
    const std::int64_t yoe = y - era * 400;
    const std::int64_t shifted = (date.month + 9) % 12;
    const std::int64_t doy = (153 * shifted + 2) / 5 + date.day - 1;
    const std::int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146'097 + doe - 719'468;
}

Date civil_from_days(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t doe = days - era * 146'097;
    const std::int64_t yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
    const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const std::int64_t shifted = (5 * doy + 2) / 153;
    const auto day = static_cast<int>(doy - (153 * shifted + 2) / 5 + 1);
    const auto month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    const auto year = static_cast<int>(yoe + era * 400 + (month <= 2 ? 1 : 0));
    return {year, month, day};
}

std::int64_t floor_days(std::int64_t ms) {
    return ms >= 0 ? ms / kMsPerDay : -((-ms + kMsPerDay - 1) / kMsPerDay);
}

}  // namespace

SystemClock::SystemClock() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    std::getline(file, text);
    std::erase(text, '-');
    m_boot = BootId::parse(text).value_or(BootId{});
}

BootMs SystemClock::now_boot() { return {clock_ms(CLOCK_BOOTTIME)}; }

WallTime SystemClock::now_wall() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&now, &local);
    return {{clock_ms(CLOCK_REALTIME)}, static_cast<std::int32_t>(local.tm_gmtoff / 60), m_boot};
}

bool is_valid_date(Date date) {
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1) {
        return false;
    }
    return civil_from_days(days_from_civil(date)) == date;
}

Result<Date> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
        return fail(ErrorCode::MalformedInput, "date: not YYYY-MM-DD");
    }
    int fields[3] = {0, 0, 0};
    std::size_t field = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4 || i == 7) {
            ++field;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') {
            return fail(ErrorCode::MalformedInput, "date: not a digit");
        }
        fields[field] = fields[field] * 10 + (text[i] - '0');
    }
    const Date date{fields[0], fields[1], fields[2]};
    if (!is_valid_date(date)) {
        return fail(ErrorCode::MalformedInput, "date: no such day");
    }
    return date;
}

std::string to_text(Date date) {
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
    return buffer.data();
}

Date date_of(UtcMs utc, std::int32_t offset_min) {
    return civil_from_days(floor_days(utc.value + offset_min * kMsPerMinute));
}

std::string to_iso_text(UtcMs utc) {
    const std::int64_t days = floor_days(utc.value);
    const std::int64_t seconds = (utc.value - days * kMsPerDay) / 1000;
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%sT%02d:%02d:%02dZ",
                  to_text(civil_from_days(days)).c_str(), static_cast<int>(seconds / 3600),
                  static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
    return buffer.data();
}

int minute_of_day(UtcMs utc, std::int32_t offset_min) {
    const std::int64_t local = utc.value + offset_min * kMsPerMinute;
    return static_cast<int>((local - floor_days(local) * kMsPerDay) / kMsPerMinute);
}

Result<std::int32_t> parse_utc_offset(std::string_view text) {
    constexpr std::int32_t kHourMin = 60;
    constexpr std::int32_t kFarthestHours = 14;
    struct Zone {
        std::string_view name;
        std::int32_t hours;
    };
    for (const Zone& zone : {Zone{"WIB", 7}, Zone{"WITA", 8}, Zone{"WIT", 9}}) {
        if (text == zone.name) {
            return zone.hours * kHourMin;
        }
    }
    const auto digit = [&](std::size_t at) {
        return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100;
    };
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') {
        return fail(ErrorCode::InvalidArgument, "time zone " + std::string(text));
    }
    const std::int32_t hours = digit(1) * 10 + digit(2);
    const std::int32_t minutes = digit(4) * 10 + digit(5);
    if (hours > kFarthestHours || minutes >= kHourMin) {
        return fail(ErrorCode::InvalidArgument, "time zone " + std::string(text));
    }
    return (text[0] == '-' ? -1 : 1) * (hours * kHourMin + minutes);
}

Result<UtcMs> parse_local_time(std::string_view text, std::int32_t offset_min) {
    constexpr std::size_t kToMinutes = 16;
    constexpr std::size_t kToSeconds = 19;
    const bool has_seconds = text.size() == kToSeconds && text[16] == ':';
    if ((text.size() != kToMinutes && !has_seconds) || text[10] != 'T' || text[13] != ':') {
        return fail(ErrorCode::MalformedInput, "time: not YYYY-MM-DDTHH:MM");
    }
    ASAH_TRY(const Date date, parse_date(text.substr(0, 10)));
    std::int64_t seconds = 0;
    for (const std::size_t at : {std::size_t{11}, std::size_t{14}, std::size_t{17}}) {
        const char tens = at < text.size() ? text[at] : '0';
        const char ones = at < text.size() ? text[at + 1] : '0';
        const int value = (tens - '0') * 10 + (ones - '0');
        const bool is_digits = tens >= '0' && tens <= '9' && ones >= '0' && ones <= '9';
        if (!is_digits || value >= (at == 11 ? 24 : 60)) {
            return fail(ErrorCode::MalformedInput, "time: no such time of day");
        }
        seconds = seconds * 60 + value;
    }
    return UtcMs{utc_of(date).value + seconds * 1000 - offset_min * kMsPerMinute};
}

UtcMs utc_of(Date date) { return {days_from_civil(date) * kMsPerDay}; }

Date months_after(Date date, int months) {
    const int from_zero = date.year * 12 + date.month - 1 + months;
    Date later{from_zero / 12, from_zero % 12 + 1, date.day};
    while (!is_valid_date(later) && later.day > 28) {
        --later.day;
    }
    return later;
}

UtcMs end_of(Date date, std::int32_t offset_min) {
    return {(days_from_civil(date) + 1) * kMsPerDay - offset_min * kMsPerMinute};
}

}  // namespace asah
