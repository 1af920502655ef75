// A SQLite VFS on a faulty disk, over the system's own: writes, flushes, truncations and deletions
// count as operations, or reads when those are to go wrong. Until a flush, what a file held before
// is remembered, so that a power cut can take it back.
#pragma once

#include <memory>
#include <string>

#include "tests/support/faulty_disk.h"

namespace asah::support {

class FaultyVfs {
   public:
    explicit FaultyVfs(FaultyDisk& disk);
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;
    ~FaultyVfs();

    /// For station::Ports::vfs and sqlite::OpenSettings::vfs.
    [[nodiscard]] const std::string& name() const;

    /// What the machine's stop does to the databases; call when all connections are closed.
    void stop();

    struct State;

   private:
    std::unique_ptr<State> m_state;
};

}  // namespace asah::support
