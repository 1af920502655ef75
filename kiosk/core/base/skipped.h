// What is skipped in a shared folder, and the words for it.
#pragma once

#include <string>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/result.h"

namespace asah {

/// Whether an error concerns one thing in a shared folder, so that the rest goes on without it: it
/// is no file, cannot be reached or read, or is larger than anything of its name.
inline bool is_skippable(const Error& error) {
    return error.code == ErrorCode::FileUnreadable || error.code == ErrorCode::TooLarge;
}

/// One line: what was skipped and why, that other work goes on, what to do.
inline std::string skipped_words(const Error& error, const Catalogue& catalogue) {
    if (error.code == ErrorCode::FileUnreadable) {
        return catalogue.text("file.skipped", {{"detail", error.detail}});
    }
    const auto words = describe(error, catalogue);
    return words.what + " " + words.safe + " " + words.next;
}

}  // namespace asah
