#include "sync/hq/receiver/quota.h"

#include <algorithm>

namespace asah::hq {

namespace {

constexpr std::int64_t kMsPerS = 1000;

}  // namespace

void Quota::know(const std::vector<TerminalUse>& uses) {
    const std::scoped_lock lock(m_mutex);
    for (const auto& use : uses) {
        m_accounts[use.terminal].stored_bytes = use.stored_bytes;
    }
}

Result<void> Quota::admit(const TerminalId& terminal, std::int64_t bytes) {
    const auto now = m_clock->now_boot();
    const std::scoped_lock lock(m_mutex);
    auto& account = m_accounts[terminal];
    const auto regained = (now - account.at).value * m_settings.bytes_per_s / kMsPerS;
    if (regained > 0) {
        account.spent_bytes = std::max<std::int64_t>(0, account.spent_bytes - regained);
        account.at = now;
    }
    account.is_refused = account.spent_bytes + bytes > m_settings.burst_bytes ||
                         account.stored_bytes + bytes > m_settings.total_bytes;
    if (account.is_refused) {
        return fail(ErrorCode::DiskFull, "quota of " + terminal.hex());
    }
    account.spent_bytes += bytes;
    return {};
}

void Quota::add_stored(const TerminalId& terminal, std::int64_t bytes) {
    const std::scoped_lock lock(m_mutex);
    m_accounts[terminal].stored_bytes += bytes;
}

std::set<TerminalId> Quota::refused() const {
    const std::scoped_lock lock(m_mutex);
    std::set<TerminalId> out;
    for (const auto& [terminal, account] : m_accounts) {
        if (account.is_refused) {
            out.insert(terminal);
        }
    }
    return out;
}

}  // namespace asah::hq
