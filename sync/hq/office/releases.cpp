#include "sync/hq/office/releases.h"

#include "sync/hq/data/reader_content.h"

namespace asah::hq {

namespace {

constexpr std::int64_t kReleaseHour = 5;  // the night's records have arrived
constexpr std::int64_t kMsPerHour = 60 * kMsPerMinute;
constexpr std::int64_t kMsPerDay = 24 * kMsPerHour;
constexpr const char* kReleaseDay = "release_day";

/// The number of the day that begins at the release hour.
std::int64_t release_day(UtcMs now, std::int32_t utc_offset_min) {
    return (now.value + utc_offset_min * kMsPerMinute - kReleaseHour * kMsPerHour) / kMsPerDay;
}

}  // namespace

Result<assessment::Framework> load_framework(Office& office) {
    ASAH_TRY(const auto framework, load_framework(office.database()));
    if (framework == nullptr) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    return *framework;
}

Result<int> release_figures(Office& office) {
    ASAH_TRY(const auto framework, load_framework(office));
    ASAH_TRY(const auto root, office.root());
    int made = 0;
    ASAH_CHECK(sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) -> Result<void> {
        ASAH_TRY(made, renew_releases(tx, framework, office.now(), root.utc_offset_min));
        return save_counter(tx, kReleaseDay, release_day(office.now(), root.utc_offset_min));
    }));
    if (made > 0) {
        ASAH_CHECK(office.snapshot());
    }
    return made;
}

Result<int> release_nightly(Office& office) {
    ASAH_TRY(const auto root, office.root());
    const auto today = release_day(office.now(), root.utc_offset_min);
    ASAH_TRY(const auto last, load_counter(office.database(), kReleaseDay));
    if (last == 0) {
        // The first day: the figures come with the first night.
        ASAH_CHECK(sqlite::in_transaction(office.database(), [&](sqlite::Tx& tx) {
            return save_counter(tx, kReleaseDay, today);
        }));
        return 0;
    }
    if (today == last) {  // later than today: the clock was ahead and is right again
        return 0;
    }
    auto made = release_figures(office);
    // Without a framework there is nothing to release yet.
    return !made.has_value() && made.error().code == ErrorCode::ContentMissing ? Result<int>(0)
                                                                               : std::move(made);
}

Result<std::vector<Trace>> check_releases(Office& office) {
    ASAH_TRY(const auto framework, load_framework(office));
    return find_untraceable(office.database(), framework);
}

}  // namespace asah::hq
