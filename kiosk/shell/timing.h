// --print-timing: one JSON line on stderr for the opened window and for each painted frame, so that
// tools/bench measures from outside. `since_start_ms` counts from the start of the process as the
// kernel keeps it (steps of 10 ms); `at_ms` is the boot clock. Thread: the window's.
#pragma once

#include "kiosk/core/base/time.h"
#include "kiosk/shell/loop.h"

namespace asah::shell {

class Timing {
   public:
    Timing();
    void print_window(BootMs at) const;
    void print_frame(const Painted& painted) const;

   private:
    BootMs m_started;
};

}  // namespace asah::shell
