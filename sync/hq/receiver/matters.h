// What the receiver tells the reader: a disk that is full or nearly so, since when, who is over
// the quota, and how much the reader forgot. Written when it changes. A full disk has no room even
// for that, so a reserve file lies in the intake and goes when it must. Thread: note_kept() from
// any; look() and note_filed() from one at a time.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "kiosk/core/base/files.h"
#include "kiosk/core/base/time.h"
#include "sync/protocol/receiver_matters.h"

namespace asah::hq {

/// Below this an operator has to make room: some thirty thousand sittings.
inline constexpr std::uint64_t kLowBytes = std::uint64_t{256} << 20U;
inline constexpr const char* kReserveName = "receiver.reserve";
inline constexpr std::size_t kReserveBytes = 64U << 10U;

class Matters {
   public:
    Matters(Files& files, Clock& clock, std::string home, SharedFolder intake)
        : m_files(&files), m_clock(&clock), m_home(std::move(home)), m_intake(std::move(intake)) {}

    /// A delivery was stored, or the disk refused it.
    void note_kept(bool is_full);
    /// A ledger's filed head moved. While it is lower than it once was, the reader lacks entries
    /// that it had filed: they are handed over again.
    void note_filed(const std::pair<TerminalId, LedgerId>& ledger, std::uint64_t before,
                    std::uint64_t now);
    /// Whether the intake refused entries for want of room, and who is over the quota.
    void look(bool is_intake_full, const std::set<TerminalId>& over_quota);

   private:
    void note(std::vector<protocol::ReceiverMatter>& now, std::string key, std::string detail);
    Result<void> write(const std::vector<protocol::ReceiverMatter>& matters);
    [[nodiscard]] std::uint64_t least_free_bytes();

    Files* m_files;
    Clock* m_clock;
    std::string m_home;
    SharedFolder m_intake;
    std::mutex m_mutex;  // guards m_is_full
    bool m_is_full = false;
    /// How many entries of a ledger were filed once, where fewer are now; look()'s thread alone.
    struct Lowered {
        std::uint64_t was = 0;
        std::uint64_t now = 0;
    };
    std::map<std::pair<TerminalId, LedgerId>, Lowered> m_lowered;
    std::optional<std::vector<protocol::ReceiverMatter>> m_written;  // none: not known
};

}  // namespace asah::hq
