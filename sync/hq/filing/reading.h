// What one entry came to: inside of the reader.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "sync/hq/data/reader_people.h"
#include "sync/hq/filing/reader.h"

namespace asah::hq {

struct Reader::Together {
    sqlite::Tx& tx;
    FilingReport& report;
    std::vector<protocol::KeptEntry> to_back_up;
};

/// How many entries share a transaction: the pages of staff wait no longer than this takes.
inline constexpr std::size_t kFiledTogether = 128;

/// `body(Together&)` gives Result<void>. What it backs up is flushed before the commit; when
/// anything is refused, nothing was filed and the report is as before.
template <class Body>
Result<void> Reader::file_together(FilingReport& report, Body body) {
    FilingReport counted = report;
    ASAH_CHECK(sqlite::in_transaction(m_ports.database, [&](sqlite::Tx& tx) -> Result<void> {
        Together together{.tx = tx, .report = counted, .to_back_up = {}};
        ASAH_CHECK(body(together));
        return m_backup.append(together.to_back_up);
    }));
    report = std::move(counted);
    return {};
}

struct Reader::Reading {
    Digest hash{};
    TerminalId terminal;
    UtcMs at;
    bool is_released = false;  // by a word of staff
    UtcMs arrived;
    EntryState state = EntryState::Filed;
    std::string reason;
    std::optional<FiledSitting> sitting;
    std::map<CompetencyCode, int> self_levels;
    std::optional<PinChange> pin;

    void hold(std::string why) {
        state = EntryState::Held;
        reason = std::move(why);
    }
    void quarantine(std::string why) {
        state = EntryState::Quarantined;
        reason = std::move(why);
    }
    /// What nothing is dated after. A receiver whose clock was ahead does not move it past today.
    [[nodiscard]] UtcMs arrival() const { return std::min(arrived, at); }
    [[nodiscard]] EntryFate fate() const {
        return {.state = state, .reason = reason, .at = at, .arrived = arrived};
    }
};

}  // namespace asah::hq
