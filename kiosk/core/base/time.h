// Time as types and as a port. Elapsed time is made of durations on the boot clock (monotonic, goes
// on through suspend); wall time is an annotation only.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "kiosk/core/base/id.h"

namespace asah {

struct DurationMs {
    std::int64_t value = 0;
    auto operator<=>(const DurationMs&) const = default;
    constexpr DurationMs& operator+=(DurationMs other) {
        value += other.value;
        return *this;
    }
};
constexpr DurationMs operator+(DurationMs a, DurationMs b) { return {a.value + b.value}; }
constexpr DurationMs operator-(DurationMs a, DurationMs b) { return {a.value - b.value}; }

constexpr std::int64_t kMsPerMinute = 60'000;

/// Milliseconds since 1970-01-01T00:00:00Z.
struct UtcMs {
    std::int64_t value = 0;
    auto operator<=>(const UtcMs&) const = default;
};
constexpr DurationMs operator-(UtcMs a, UtcMs b) { return {a.value - b.value}; }
constexpr UtcMs operator+(UtcMs a, DurationMs b) { return {a.value + b.value}; }

/// Milliseconds on CLOCK_BOOTTIME; comparable only within one boot.
struct BootMs {
    std::int64_t value = 0;
    auto operator<=>(const BootMs&) const = default;
};
constexpr DurationMs operator-(BootMs a, BootMs b) { return {a.value - b.value}; }
constexpr BootMs operator+(BootMs a, DurationMs b) { return {a.value + b.value}; }

/// A wall-clock annotation as it goes into records.
struct WallTime {
    UtcMs utc;
    std::int32_t offset_min = 0;  // local time minus UTC, minutes
    BootId boot;
    auto operator<=>(const WallTime&) const = default;
};

/// A moment, and the time of the city in which its days are counted.
struct LocalTime {
    UtcMs utc;
    std::int32_t offset_min = 0;  // local time minus UTC, minutes
    auto operator<=>(const LocalTime&) const = default;
};
constexpr LocalTime local_of(const WallTime& wall) { return {wall.utc, wall.offset_min}; }

/// Port: the only source of time.
class Clock {
   public:
    virtual ~Clock() = default;
    virtual BootMs now_boot() = 0;
    virtual WallTime now_wall() = 0;
};

/// CLOCK_BOOTTIME, CLOCK_REALTIME and the kernel's boot id.
class SystemClock final : public Clock {
   public:
    SystemClock();
    BootMs now_boot() override;
    WallTime now_wall() override;

   private:
    BootId m_boot;
};

/// A clock that tests move by hand.
class ManualClock final : public Clock {
   public:
    explicit ManualClock(UtcMs start = {1'790'000'000'000}) : m_utc(start) {}
    BootMs now_boot() override { return m_boot; }
    WallTime now_wall() override { return {m_utc, m_offset_min, m_boot_id}; }
    void advance(DurationMs by) {
        m_boot = m_boot + by;
        m_utc = m_utc + by;
    }
    /// Somebody sets the wall clock; the boot clock goes on.
    void set_wall(UtcMs utc) { m_utc = utc; }
    /// A reboot: the boot clock starts again, the boot id changes, wall time jumps by `off`.
    void reboot(DurationMs off) {
        m_boot = {};
        m_utc = m_utc + off;
        ++m_boot_id.bytes[15];
    }

   private:
    BootMs m_boot;
    UtcMs m_utc;
    std::int32_t m_offset_min = 420;
    BootId m_boot_id;
};

/// A civil date, proleptic Gregorian.
struct Date {
    int year = 0;
    int month = 0;  // 1..12
    int day = 0;    // 1..31
    auto operator<=>(const Date&) const = default;
};

/// Errors: MalformedInput unless "YYYY-MM-DD" and a real day.
Result<Date> parse_date(std::string_view text);
[[nodiscard]] bool is_valid_date(Date date);
std::string to_text(Date date);  // "2026-11-24"
/// The civil date and time of day at an offset.
Date date_of(UtcMs utc, std::int32_t offset_min);
/// Minutes since midnight at an offset, 0..1439.
int minute_of_day(UtcMs utc, std::int32_t offset_min);
/// Western Indonesia, where an authority lies unless it says otherwise.
inline constexpr std::int32_t kUtcOffsetDefaultMin = 420;
/// "WIB", "WITA", "WIT" or "+08:30": local time minus UTC, minutes. Errors: InvalidArgument.
Result<std::int32_t> parse_utc_offset(std::string_view text);
/// "2026-11-24T08:05", seconds if wanted: a time at an offset. Errors: MalformedInput.
Result<UtcMs> parse_local_time(std::string_view text, std::int32_t offset_min);
/// "2026-11-24T08:05:09Z".
std::string to_iso_text(UtcMs utc);
UtcMs utc_of(Date date);  // midnight UTC
/// The same day of a later calendar month; the month's last day where it is shorter.
Date months_after(Date date, int months);
/// Midnight at an offset, at the end of the date.
UtcMs end_of(Date date, std::int32_t offset_min);

}  // namespace asah
