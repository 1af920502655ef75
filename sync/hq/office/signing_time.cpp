#include "sync/hq/office/signing_time.h"

#include <algorithm>

namespace asah::hq {

namespace {

constexpr const char* kLastKey = "manifest_made_utc_ms";
constexpr const char* kHighestKey = "manifest_highest_utc_ms";
constexpr const char* kAwakeKey = "awake_utc_ms";
constexpr DurationMs kHour{3'600'000};
constexpr DurationMs kJump{48 * kHour.value};
// Clocks that are set by the network step back by seconds; the last time is signed again.
constexpr DurationMs kStep{600'000};

Result<UtcMs> load_time(Office& office, const char* key) {
    ASAH_TRY(const auto value, load_counter(office.database(), key));
    return UtcMs{value};
}

}  // namespace

Result<UtcMs> highest_signed(Office& office) { return load_time(office, kHighestKey); }

Result<SigningTime> choose_signing_time(Office& office, TimeWord word) {
    const UtcMs now = office.now();
    ASAH_TRY(const auto last, load_time(office, kLastKey));
    ASAH_TRY(const auto awake, load_time(office, kAwakeKey));
    ASAH_TRY(const auto highest, load_time(office, kHighestKey));
    const UtcMs known = std::max(last, awake);
    if (last.value > 0 && now - known > kJump && word != TimeWord::JumpConfirmed) {
        return fail(ErrorCode::TimeJump, to_iso_text(now) + ", " + to_iso_text(known));
    }
    if (now + kStep < last && word != TimeWord::Reset) {
        return fail(ErrorCode::TimeBack, to_iso_text(now) + ", " + to_iso_text(last));
    }
    const UtcMs made = now + kStep < last ? now : std::max(now, last);
    return SigningTime{made, made < highest};
}

Result<void> save_signing_time(sqlite::Tx& tx, const SigningTime& time, UtcMs highest_before) {
    ASAH_CHECK(save_counter(tx, kLastKey, time.made.value));
    ASAH_CHECK(save_counter(tx, kAwakeKey, time.made.value));
    return save_counter(tx, kHighestKey, std::max(time.made, highest_before).value);
}

Result<void> note_awake(Office& office) {
    const UtcMs now = office.now();
    ASAH_TRY(const auto last, load_time(office, kLastKey));
    ASAH_TRY(const auto awake, load_time(office, kAwakeKey));
    const UtcMs known = std::max(last, awake);
    if (known.value == 0 || now - known < kHour || now - known > kJump) {
        return {};
    }
    return sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        return save_counter(tx, kAwakeKey, now.value);
    });
}

}  // namespace asah::hq
