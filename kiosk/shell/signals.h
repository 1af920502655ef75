// SIGTERM and SIGINT end the program in order: what waits in the worker's queue is stored first.
// Construct before any other thread starts, so that all threads inherit the blocked signals.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace asah::shell {

class Signals {
   public:
    explicit Signals(std::function<void()> wake);
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    [[nodiscard]] bool was_asked_to_end() const { return m_was_asked.load(); }

   private:
    std::atomic<bool> m_was_asked{false};
    std::atomic<bool> m_is_closing{false};
    std::function<void()> m_wake;
    std::thread m_thread;
};

}  // namespace asah::shell
