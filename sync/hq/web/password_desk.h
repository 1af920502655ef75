// Checks passwords on a thread of its own, one at a time and behind everything else on the machine:
// a check costs 64 MiB and some 80 ms of a processor by design, and must not stop the pages.
// Invariant: at most kWaitingMax wait; who comes then is told to come again at once.
// Thread: any.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace asah::hq {

class PasswordDesk {
   public:
    static constexpr std::size_t kWaitingMax = 2;

    PasswordDesk();
    ~PasswordDesk();
    PasswordDesk(const PasswordDesk&) = delete;
    PasswordDesk& operator=(const PasswordDesk&) = delete;

    /// Whether it is the password of that hash; waits for its turn. Nothing when too many wait.
    std::optional<bool> check(std::string password, std::string hash);

   private:
    using Check = std::packaged_task<bool()>;
    void work();

    std::mutex m_mutex;  // guards m_waiting, m_is_ending
    std::condition_variable m_wake;
    std::deque<Check> m_waiting;
    bool m_is_ending = false;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace asah::hq
