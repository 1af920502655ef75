// The thread that owns the archive's connection and does everything with it. Writes that wait at
// the same moment share one transaction and so one flush of the disk: with sixteen terminals at
// work it flushes once for their sixteen batches.
// Invariants: a write is answered after the commit that holds it, never before; if the shared
// transaction is refused, each of its writes is tried again by itself, so that none is refused for
// what another one did.   Thread: read() and write() from any; each blocks its caller.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

#include "kiosk/sqlite/database.h"

namespace asah::hq {

class ArchiveThread {
   public:
    explicit ArchiveThread(sqlite::Database database);
    ArchiveThread(const ArchiveThread&) = delete;
    ArchiveThread& operator=(const ArchiveThread&) = delete;
    ~ArchiveThread();  // after what waits is done

    /// `body(sqlite::Tx&)` gives a Result; it may run twice and must not count on its first run.
    template <class Body>
    auto write(Body body) -> decltype(body(std::declval<sqlite::Tx&>())) {
        decltype(body(std::declval<sqlite::Tx&>())) out = fail(ErrorCode::Internal);
        auto done = run({.write =
                             [&](sqlite::Tx& tx) {
                                 out = body(tx);
                                 return out.has_value() ? Result<void>{} : fail(out.error());
                             },
                         .read = {}});
        if (!done.has_value()) {
            return fail(std::move(done).error());
        }
        return out;
    }
    /// `body(sqlite::Database&)` gives a Result and sees what was committed.
    template <class Body>
    auto read(Body body) -> decltype(body(std::declval<sqlite::Database&>())) {
        decltype(body(std::declval<sqlite::Database&>())) out = fail(ErrorCode::Internal);
        auto done = run({.write = {}, .read = [&](sqlite::Database& database) {
                             out = body(database);
                             return out.has_value() ? Result<void>{} : fail(out.error());
                         }});
        if (!done.has_value()) {
            return fail(std::move(done).error());
        }
        return out;
    }

   private:
    struct Work {
        std::function<Result<void>(sqlite::Tx&)> write;       // one of the two
        std::function<Result<void>(sqlite::Database&)> read;  // is set
    };
    struct Job {
        Work work;
        Result<void> result;
        std::binary_semaphore done{0};
    };
    Result<void> run(Work work);
    void serve();
    void do_all(const std::vector<Job*>& jobs);
    Result<void> write_together(const std::vector<Job*>& writes);

    sqlite::Database m_database;
    std::mutex m_mutex;  // guards what follows
    std::condition_variable m_wake;
    std::vector<Job*> m_waiting;
    bool m_is_stopping = false;
    std::thread m_thread;  // last: it uses all of the above
};

}  // namespace asah::hq
