// How much one terminal may store: a kiosk's stolen key must not fill headquarters' disk. Each
// terminal has an allowance that grows with time up to a limit (a year's backlog passes at once),
// and a sum that it never exceeds without an operator.
// What is over is refused as a full disk is: the terminal keeps everything and comes again.
// Thread: any.
#pragma once

#include <map>
#include <mutex>
#include <set>

#include "kiosk/core/base/time.h"
#include "sync/hq/data/receiver_archive.h"

namespace asah::hq {

struct QuotaSettings {
    std::int64_t burst_bytes = std::int64_t{64} << 20U;
    /// Five sittings a second, day and night: above what a room of people can make.
    std::int64_t bytes_per_s = 16 << 10U;
    /// A quarter of a million sittings.
    std::int64_t total_bytes = std::int64_t{1} << 30U;
};

class Quota {
   public:
    Quota(Clock& clock, QuotaSettings settings) : m_clock(&clock), m_settings(settings) {}

    /// What the archive holds already.
    void know(const std::vector<TerminalUse>& uses);
    /// Takes from the allowance. Errors: DiskFull, when the terminal is over its quota.
    Result<void> admit(const TerminalId& terminal, std::int64_t bytes);
    /// So much more is stored.
    void add_stored(const TerminalId& terminal, std::int64_t bytes);
    /// Terminals whose last request was refused here.
    [[nodiscard]] std::set<TerminalId> refused() const;

   private:
    struct Account {
        std::int64_t stored_bytes = 0;
        std::int64_t spent_bytes = 0;  // of the allowance; shrinks with time
        BootMs at;
        bool is_refused = false;
    };
    Clock* m_clock;
    QuotaSettings m_settings;
    mutable std::mutex m_mutex;  // guards m_accounts
    std::map<TerminalId, Account> m_accounts;
};

}  // namespace asah::hq
