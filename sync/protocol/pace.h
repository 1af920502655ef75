// How much to send or to ask for at once, from how long the last message took. A line that drops
// every 20 s at 50 kbit/s still moves everything, because one message then takes a few seconds and
// at most one is repeated for each drop; a fast line is not slowed down by small messages.
// Invariant: kPieceBytesMin <= bytes() <= kPieceBytesMax.   Thread: a value.
#pragma once

#include <algorithm>

#include "kiosk/core/base/time.h"
#include "sync/protocol/message.h"

namespace asah::protocol {

class Pace {
   public:
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

    /// A message of this size came through in `took`.
    void passed(DurationMs took) {
        if (took.value < kQuickMs) {
            m_bytes = std::min(m_bytes * 2, kPieceBytesMax);
        } else if (took.value > kSlowMs) {
            halve();
        }
    }
    /// The line broke before the answer came.
    void broke() { halve(); }

   private:
    // Twice the size then takes less than half of the 20 s for which a bad line holds.
    static constexpr std::int64_t kQuickMs = 2'000;
    static constexpr std::int64_t kSlowMs = 8'000;

    void halve() { m_bytes = std::max(m_bytes / 2, kPieceBytesMin); }

    std::size_t m_bytes = kBatchBytes;
};

}  // namespace asah::protocol
