// Options that speak of other options: "Semua jawaban di atas benar", "A dan B benar". Shuffling
// would turn them into nonsense, so the form keeps them in place and the sheet's check tells them.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/core/items/option.h"

namespace asah::items {

enum class OptionReference {
    None,
    AllAbove,  // means all others, or none of them: must stay below them
    Letters,   // names letters: no option of the item may move
};

/// What an option's text says of the others. Indonesian and English, in any case and punctuation.
OptionReference reference_of(std::string_view option);

/// The same, by what either language says.
OptionReference reference_of(const Option& option);

/// How many options, from the first, may be shown in another order: none when one names letters, or
/// means all above without being among the last; else all before the last ones that mean all above.
std::size_t movable_options(const std::vector<Option>& options);

/// Whether a stem or an explanation names an option by its letter ("pilihan B keliru"), which is
/// another option once they are shuffled.
bool names_option_letter(std::string_view text);

}  // namespace asah::items
