// One disk under a faulty VFS and faulty files together: counts their writing operations (or
// their reads, when those are to go wrong) and says when one goes wrong. Thread: that of its owner.
#pragma once

#include <cstdint>

#include "kiosk/core/base/random.h"

namespace asah::support {

/// From one failing operation to the next in a fault loop: each of them, but only some where a
/// sanitizer makes a round ten times as long.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr int kFaultStep = 7;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr int kFaultStep = 7;
#else
inline constexpr int kFaultStep = 1;
#endif
#else
inline constexpr int kFaultStep = 1;
#endif

enum class Fault {
    Refusal,    // the k-th operation refuses, the others work
    Full,       // the k-th and all later ones refuse until `mend`
    Kill,       // the k-th and all later ones do not happen; what was written stays (kill -9)
    PowerCut,   // the same, and nothing stays that was not flushed
    TornPower,  // the same, and each write that was not flushed stays or goes by chance
    BadRead,    // reads count instead: the k-th and all later ones refuse until `mend`
};

class FaultyDisk {
   public:
    /// From now on the `at`-th operation (counted from 1) goes wrong.
    void arm(Fault fault, int at) {
        m_fault = fault;
        m_left = at;
        m_has_fired = false;
    }
    void mend() { m_left = 0; }

    /// Counts one operation; false = it goes wrong (at the first, a write leaves its first half).
    bool spend() { return m_fault == Fault::BadRead || count_one(); }
    /// The same for a read.
    bool spend_read() { return m_fault != Fault::BadRead || count_one(); }

    [[nodiscard]] bool has_fired() const { return m_has_fired; }
    [[nodiscard]] bool is_full() const { return m_fault == Fault::Full; }
    /// Whether what was written without a flush is still there after the machine stopped.
    bool keeps_unflushed() {
        if (!m_has_fired || m_fault == Fault::PowerCut) {
            return !m_has_fired;
        }
        return m_fault != Fault::TornPower || m_generator.below(2) == 0;
    }

   private:
    bool count_one() {
        if (m_left == 0) {
            return true;
        }
        if (m_left > 1) {
            --m_left;
            return true;
        }
        m_has_fired = true;
        if (m_fault == Fault::Refusal) {
            m_left = 0;
        }
        return false;
    }

    Fault m_fault = Fault::Refusal;
    int m_left = 0;  // 0 = sound
    bool m_has_fired = false;
    SeededGenerator m_generator{42};
};

}  // namespace asah::support
