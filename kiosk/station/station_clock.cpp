// What a terminal believes of time. Wall time is an annotation that the machine's clock gives and
// anybody may set; its floor is the time of the newest manifest, which the content key signs.
#include <algorithm>

#include "kiosk/station/impl.h"

namespace asah::station {

namespace {

constexpr const char* kFloorKey = "clock_floor_utc_ms";
constexpr const char* kHqTimeKey = "hq_utc_ms";
constexpr const char* kHeardKey = "hq_heard_utc_ms";
// Two machines' clocks and a message's way differ by some minutes.
constexpr DurationMs kSlack{600'000};
// No stick with a receipt is on its way for longer: a clock further ahead is wrong.
constexpr DurationMs kWayMax{31 * std::int64_t{86'400'000}};

}  // namespace

WallTime now_wall(const Station::Impl& self) {
    WallTime now = self.ports.clock->now_wall();
    now.utc = std::max(now.utc, self.clock_floor);
    now.offset_min = self.root.utc_offset_min;  // a machine's own zone is nobody's concern
    return now;
}

UtcMs floor_under(const Station::Impl& self, const ledger::Manifest& manifest) {
    return manifest.time_reset ? manifest.made : std::max(self.clock_floor, manifest.made);
}

Result<void> write_clock_floor(sqlite::Tx& tx, UtcMs floor, const ledger::Manifest& manifest) {
    if (manifest.time_reset) {
        // What was heard before may rest on the time that headquarters took back.
        ASAH_CHECK(store::write_number(tx, kHqTimeKey, 0));
    }
    return store::write_number(tx, kFloorKey, floor.value);
}

Result<UtcMs> read_clock_floor(sqlite::Database& database) {
    ASAH_TRY(const auto floor, store::read_number(database, kFloorKey));
    return UtcMs{floor};
}

Result<void> note_hq_time(sqlite::Tx& tx, Station::Impl& self, UtcMs hq_time) {
    ASAH_TRY(const auto known, store::read_number(self.database, kHqTimeKey));
    if (hq_time.value < known) {
        return {};  // a receipt that came again
    }
    ASAH_CHECK(store::write_number(tx, kHqTimeKey, hq_time.value));
    return store::write_number(tx, kHeardKey, self.ports.clock->now_wall().utc.value);
}

Result<std::optional<Error>> clock_fault(Station::Impl& self) {
    const auto now = self.ports.clock->now_wall().utc;
    ASAH_TRY(const auto hq_time, store::read_number(self.database, kHqTimeKey));
    ASAH_TRY(const auto heard, store::read_number(self.database, kHeardKey));
    const auto known = std::max(self.clock_floor, UtcMs{hq_time});
    const bool is_behind = now + kSlack < known;
    // Ahead: the clock was far beyond headquarters' when it last wrote, and was not set back since.
    const bool is_ahead =
        hq_time > 0 && UtcMs{heard} - UtcMs{hq_time} > kWayMax && now + kSlack >= UtcMs{heard};
    if (!is_behind && !is_ahead) {
        return std::optional<Error>{};
    }
    return std::optional<Error>(Error{ErrorCode::ClockImpossible, to_iso_text(now), {}});
}

}  // namespace asah::station
