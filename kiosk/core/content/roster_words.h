// How the words and numbers of a personnel list are written in real offices, and what they mean:
// what a spreadsheet, a word processor and a web page leave in a cell never refuses a person.
// Thread: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/core/base/time.h"

namespace asah::content {

/// A cell as it is shown: plain signs (fold.h), web entities ("&amp;") as their signs, runs of
/// blanks one, none at the ends.
std::string shown_words(std::string_view cell);

/// The digits that a person sees in a cell for NIP or short number: without apostrophes (which keep
/// a spreadsheet from making a number of it), blanks, points and hyphens between groups, and a ".0"
/// that a conversion added. What else is there stays, and is refused by whoever reads it.
std::string plain_digits(std::string_view cell);

/// "PNS" or "PPPK": PNS, CPNS, PPPK, P3K, with "Penuh Waktu" or "Paruh Waktu".
/// Source: Law 20/2023, article 5; decree KepmenPANRB 16/2025 (part time).
std::optional<std::string> employment_of(std::string_view cell);

/// aktif; nonaktif, non aktif, non-aktif, tidak aktif.
std::optional<bool> is_active_of(std::string_view cell);

/// 'L' or 'P': L, Laki-laki, Pria; P, Perempuan, Wanita.
std::optional<char> sex_of(std::string_view cell);

/// 1990-04-12, 12/04/1990, 12-04-1990, 12.04.1990, 12 April 1990, each with or without a time
/// after it; the day number of a spreadsheet (32975, days since 1899-12-30). Where day and month
/// are figures the day comes first, unless only the other order is a date.
std::optional<Date> date_in(std::string_view cell);

}  // namespace asah::content
