// The one worker thread: takes effects from a bounded queue in order, runs each by `run`, keeps the
// events they give for the window's thread and wakes it. Does small idle work when the queue is
// empty. Invariants: effects run in the order of submit; an event appears only after its effect
// ran; at most `capacity` effects wait. When full: submit returns false and the caller says so to
// the person; nothing is dropped silently. Thread: submit and take_events by the window's thread;
// run, idle and wake by the worker. m_mutex guards m_effects, m_events and m_is_stopping.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace asah::shell {

template <class Effect, class Event>
class Worker {
   public:
    struct Parts {
        std::function<std::vector<Event>(const Effect&)> run;
        /// One small step; returns whether more waits, and events for the screens.
        std::function<std::pair<bool, std::vector<Event>>()> idle;
        std::function<void()> wake;  // the window's thread should look for events
        std::size_t capacity = 64;
        std::chrono::milliseconds idle_every{5000};  // when nothing more waits
    };

    explicit Worker(Parts parts) : m_parts(std::move(parts)) {
        m_thread = std::thread([this] { loop(); });
    }
    ~Worker() { stop(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Errors: false when the queue is full or the worker stops.
    [[nodiscard]] bool submit(Effect effect) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_is_stopping || m_effects.size() >= m_parts.capacity) {
                return false;
            }
            m_effects.push_back(std::move(effect));
        }
        m_has_work.notify_one();
        return true;
    }

    [[nodiscard]] std::vector<Event> take_events() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_events, {});
    }

    /// Runs what waits, then ends the thread. Post: every submitted effect ran.
    void stop() {
        {
            const std::lock_guard lock(m_mutex);
            m_is_stopping = true;
        }
        m_has_work.notify_one();
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

   private:
    void loop() {
        bool has_more = true;
        while (true) {
            std::optional<Effect> effect;
            {
                std::unique_lock lock(m_mutex);
                const auto is_due = [this] { return m_is_stopping || !m_effects.empty(); };
                if (!has_more) {
                    m_has_work.wait_for(lock, m_parts.idle_every, is_due);
                }
                if (!m_effects.empty()) {
                    effect = std::move(m_effects.front());
                    m_effects.pop_front();
                } else if (m_is_stopping) {
                    return;
                }
            }
            if (effect) {
                give(m_parts.run(*effect));
                continue;
            }
            if (m_parts.idle) {
                auto [more, events] = m_parts.idle();
                has_more = more;
                give(std::move(events));
            } else {
                has_more = false;
            }
        }
    }

    void give(std::vector<Event> events) {
        if (events.empty()) {
            return;
        }
        {
            const std::lock_guard lock(m_mutex);
            for (Event& event : events) {
                m_events.push_back(std::move(event));
            }
        }
        if (m_parts.wake) {
            m_parts.wake();
        }
    }

    Parts m_parts;
    std::mutex m_mutex;
    std::condition_variable m_has_work;
    std::deque<Effect> m_effects;
    std::vector<Event> m_events;
    bool m_is_stopping = false;
    std::thread m_thread;  // last: everything above exists before it starts
};

}  // namespace asah::shell
