#include "sync/hq/receiver/matters.h"

#include <algorithm>

namespace asah::hq {

namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20U;
/// The free space is told in steps, so that the file is not written at every change.
constexpr std::uint64_t kStepMiB = 32;

}  // namespace

void Matters::note_kept(bool is_full) {
    const std::scoped_lock lock(m_mutex);
    m_is_full = is_full;
}

void Matters::note_filed(const std::pair<TerminalId, LedgerId>& ledger, std::uint64_t before,
                         std::uint64_t now) {
    auto& lowered = m_lowered[ledger];
    lowered.was = std::max(lowered.was, before);
    lowered.now = now;
    if (lowered.now >= lowered.was) {
        m_lowered.erase(ledger);
    }
}

void Matters::note(std::vector<protocol::ReceiverMatter>& now, std::string key,
                   std::string detail) {
    protocol::ReceiverMatter matter{std::move(key), {}, std::move(detail)};
    const auto is_same = [&](const protocol::ReceiverMatter& before) {
        const bool has_one_detail = matter.key != "quota" || before.detail == matter.detail;
        return before.key == matter.key && has_one_detail;
    };
    const auto before = m_written ? std::find_if(m_written->begin(), m_written->end(), is_same)
                                  : std::vector<protocol::ReceiverMatter>::iterator{};
    const bool is_known = m_written && before != m_written->end();
    matter.since = is_known ? before->since : m_clock->now_wall().utc;
    now.push_back(std::move(matter));
}

std::uint64_t Matters::least_free_bytes() {
    const auto home = m_files->free_bytes(m_home);
    const auto intake = m_files->free_bytes(m_intake);
    return std::min(home.has_value() ? *home : UINT64_MAX,
                    intake.has_value() ? *intake : UINT64_MAX);
}

void Matters::look(bool is_intake_full, const std::set<TerminalId>& over_quota) {
    if (!m_written) {
        // What an earlier run wrote keeps its dates.
        const auto bytes =
            m_files->read(m_intake + "/" + protocol::kIntakeMatters, protocol::kMattersBytesMax);
        auto earlier = bytes ? protocol::parse_matters(as_text(*bytes))
                             : Result<std::vector<protocol::ReceiverMatter>>(fail(bytes.error()));
        m_written =
            earlier.has_value() ? std::move(*earlier) : std::vector<protocol::ReceiverMatter>{};
    }
    std::vector<protocol::ReceiverMatter> now;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_is_full) {
            note(now, "disk_full", {});
        }
    }
    if (is_intake_full) {
        note(now, "intake_full", {});
    }
    if (const auto left = least_free_bytes(); left < kLowBytes) {
        note(now, "disk_low", std::to_string(left / kMiB / kStepMiB * kStepMiB));
    } else if (!m_files->exists(m_intake + "/" + kReserveName)) {
        // Without it a full disk is told once there is room again; that is no reason to stop.
        static_cast<void>(m_files->write_durable(m_intake + "/" + kReserveName,
                                                 Bytes(kReserveBytes), FileMode::Group));
    }
    if (!m_lowered.empty()) {
        std::uint64_t missing = 0;
        for (const auto& [ledger, lowered] : m_lowered) {
            missing += lowered.was - lowered.now;
        }
        note(now, "lowered", std::to_string(missing));
    }
    for (const auto& terminal : over_quota) {
        note(now, "quota", terminal.hex());
    }
    if (now != *m_written && write(now).has_value()) {
        m_written = std::move(now);
    }
}

Result<void> Matters::write(const std::vector<protocol::ReceiverMatter>& matters) {
    const auto path = m_intake + "/" + protocol::kIntakeMatters;
    if (matters.empty()) {
        return m_files->remove(path);
    }
    const auto text = protocol::make_matters(matters);
    auto written = m_files->write_durable(path, as_bytes(text), FileMode::Group);
    if (!written.has_value() && written.error().code == ErrorCode::DiskFull) {
        ASAH_CHECK(m_files->remove(m_intake + "/" + kReserveName));
        written = m_files->write_durable(path, as_bytes(text), FileMode::Group);
    }
    return written;
}

}  // namespace asah::hq
