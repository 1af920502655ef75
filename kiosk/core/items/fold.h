// Makes two spellings of the same words equal: what a word processor wrote into a sheet and what
// an employee types at a keyboard. Sheet checks and scoring call the same function, so an accepted
// form that the sheet takes is one that a person can meet.
// Thread: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace asah::items {

/// The text with plain signs: typographic apostrophes and quotation marks as ' and ", every hyphen
/// and dash as -, every blank (no-break, thin, tab, line break) as a space, full-width letters and
/// digits as usual ones; invisible signs (zero-width blanks, soft hyphens, marks of direction) are
/// dropped; canonically composed (NFC). Case, runs of blanks and punctuation stay.
/// Text that is not UTF-8 comes back unchanged.
/// Source: Unicode 14 (utf8proc 2.8), normal form C; Default_Ignorable_Code_Point.
std::string with_plain_signs(std::string_view text);

/// The form in which two answers in words are compared: plain signs, case folded, runs of blanks
/// one space, none at the ends, and without the punctuation . , ; : ! ? at the end (unless nothing
/// else is there).
std::string folded(std::string_view text);

/// The text without signs that nobody sees and no keyboard types (zero-width blanks, soft hyphens,
/// marks of direction). Text that is not UTF-8 comes back unchanged.
std::string without_invisible(std::string_view text);

}  // namespace asah::items
