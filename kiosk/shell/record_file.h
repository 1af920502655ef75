// The widgets' record as a file of one JSON object, replaced by rename after each frame in which
// something changed. Only with ASAH_TEST_HOOKS.
#pragma once

#include <cstdint>
#include <string>

#include "kiosk/ui/ui.h"

namespace asah::shell {

class RecordFile {
   public:
    explicit RecordFile(std::string path) : m_path(std::move(path)) {}
    /// `at_ms`: the boot clock before the frame was drawn, so nothing it shows was seen earlier.
    /// Errors are kept silent: the record is for tests, which notice its absence.
    void write(const ui::Ui& ui, std::int64_t at_ms);

   private:
    std::string m_path;
    std::string m_last;
    std::uint64_t m_frame = 0;
};

}  // namespace asah::shell
