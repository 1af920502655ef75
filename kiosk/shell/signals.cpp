#include "kiosk/shell/signals.h"

#include <csignal>
#include <ctime>

namespace asah::shell {

namespace {

sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

constexpr long kLookEveryNs = 200'000'000;

}  // namespace

Signals::Signals(std::function<void()> wake) : m_wake(std::move(wake)) {
    const sigset_t set = ending_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    m_thread = std::thread([this] {
        const sigset_t waited = ending_signals();
        const timespec every{0, kLookEveryNs};
        while (!m_is_closing.load()) {
            if (sigtimedwait(&waited, nullptr, &every) > 0) {
                m_was_asked.store(true);
                m_wake();
            }
        }
    });
}

Signals::~Signals() {
    m_is_closing.store(true);
    m_thread.join();
}

}  // namespace asah::shell
