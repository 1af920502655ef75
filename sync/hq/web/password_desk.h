// Checks passwords on a thread of its own, one at a time and behind everything else on the machine:
// a check costs 64 MiB and some 80 ms of a processor by design, and must not stop the pages.
// Browsers that have signed in before wait in a line of their own, which goes first: a flood of
// guesses keeps nobody out who was here before.
// Invariant: at most kWaitingMax wait in each line; who comes then is refused at once.
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

    enum class Line { KnownBrowser, Other };
    /// Whether it is the password of that hash; waits for its turn. Nothing when too many wait.
    std::optional<bool> check(std::string password, std::string hash, Line line);

   private:
    using Check = std::packaged_task<bool()>;
    void work();
    [[nodiscard]] bool is_idle() const { return m_known.empty() && m_others.empty(); }

    std::mutex m_mutex;  // guards both lines, m_is_ending
    std::condition_variable m_wake;
    std::deque<Check> m_known;
    std::deque<Check> m_others;
    bool m_is_ending = false;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace asah::hq
