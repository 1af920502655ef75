#include "sync/hq/web/password_desk.h"

#include <sys/resource.h>

#include "kiosk/vault/pin.h"

namespace asah::hq {

PasswordDesk::PasswordDesk() : m_thread([this] { work(); }) {}

PasswordDesk::~PasswordDesk() {
    {
        const std::scoped_lock lock(m_mutex);
        m_is_ending = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

std::optional<bool> PasswordDesk::check(std::string password, std::string hash, Line line) {
    Check task([password = std::move(password), hash = std::move(hash)] {
        return vault::is_password(password, hash);
    });
    auto answer = task.get_future();
    {
        const std::scoped_lock lock(m_mutex);
        auto& waiting = line == Line::KnownBrowser ? m_known : m_others;
        if (waiting.size() >= kWaitingMax || m_is_ending) {
            return std::nullopt;
        }
        waiting.push_back(std::move(task));
    }
    m_wake.notify_one();
    return answer.get();
}

void PasswordDesk::work() {
    constexpr int kBehindPages = 10;
    // On Linux this is of the calling thread alone. If it is refused, checks are only less polite.
    static_cast<void>(::setpriority(PRIO_PROCESS, 0, kBehindPages));
    for (;;) {
        Check task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_is_ending || !is_idle(); });
            if (is_idle()) {
                return;
            }
            auto& waiting = m_known.empty() ? m_others : m_known;
            task = std::move(waiting.front());
            waiting.pop_front();
        }
        task();
    }
}

}  // namespace asah::hq
