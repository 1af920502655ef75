#include "sync/hq/data/archive_thread.h"

#include <exception>

namespace asah::hq {

namespace {

template <class Function>
Result<void> without_exceptions(Function function) {
    try {
        return function();
    } catch (const std::exception& error) {
        return fail(ErrorCode::Internal, error.what());
    }
}

}  // namespace

ArchiveThread::ArchiveThread(sqlite::Database database)
    : m_database(std::move(database)), m_thread([this] { serve(); }) {}

ArchiveThread::~ArchiveThread() {
    {
        const std::scoped_lock lock(m_mutex);
        m_is_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

Result<void> ArchiveThread::run(Work work) {
    Job job{.work = std::move(work), .result = {}};
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(&job);
    }
    m_wake.notify_one();
    job.done.acquire();
    return std::move(job.result);
}

void ArchiveThread::serve() {
    for (;;) {
        std::vector<Job*> jobs;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_is_stopping || !m_waiting.empty(); });
            if (m_waiting.empty()) {
                return;
            }
            jobs.swap(m_waiting);
        }
        do_all(jobs);
    }
}

void ArchiveThread::do_all(const std::vector<Job*>& jobs) {
    std::vector<Job*> writes;
    for (auto* job : jobs) {
        if (job->work.write) {
            writes.push_back(job);
            continue;
        }
        job->result = without_exceptions([&] { return job->work.read(m_database); });
        job->done.release();
    }
    if (writes.empty()) {
        return;
    }
    const auto together = without_exceptions([&] { return write_together(writes); });
    for (auto* job : writes) {
        job->result = together;
        if (!together.has_value() && writes.size() > 1) {
            job->result = without_exceptions([&] { return write_together({job}); });
        }
        job->done.release();
    }
}

Result<void> ArchiveThread::write_together(const std::vector<Job*>& writes) {
    return sqlite::in_transaction(m_database, [&](sqlite::Tx& tx) -> Result<void> {
        for (auto* job : writes) {
            ASAH_CHECK(job->work.write(tx));
        }
        return {};
    });
}

}  // namespace asah::hq
