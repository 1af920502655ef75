// The words for something in a shared folder that was skipped.
#pragma once

#include <string>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/result.h"

namespace asah {

/// One line: what was skipped and why, that other work goes on, what to do.
inline std::string skipped_words(const Error& error, const Catalogue& catalogue) {
    if (error.code == ErrorCode::FileUnreadable) {
        return catalogue.text("file.skipped", {{"detail", error.detail}});
    }
    return describe(error, catalogue).what;
}

}  // namespace asah
