// Every CSV that we write, in the one dialect that an Indonesian spreadsheet opens by a double
// click: byte order mark, semicolons, CRLF, decimal comma, quotes as in RFC 4180.
// Two promises about what a spreadsheet makes of a cell:
// - No text becomes a formula (OWASP, "CSV injection"): what begins with = + - @ or one of their
//   full-width forms, also after blanks, tabs or line ends, gets an apostrophe in front.
// - No digits become a number: an identity number or a PIN is written in groups ("012 345"),
//   because a spreadsheet drops a leading zero and every digit after the fifteenth.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace asah {

/// One cell, ready to stand in a row.
struct CsvCell {
    std::string bytes;
};
CsvCell csv_words(std::string_view text);
CsvCell csv_number(std::int64_t value);
/// With so many digits after the comma.
CsvCell csv_number(double value, int digits);
/// Digits in groups of these sizes, counted from the left; what is left over is one more group.
CsvCell csv_digits(std::string_view digits, const std::vector<std::size_t>& groups);

/// How a NIP is written on paper: birth date, month of appointment, sex, serial number.
inline const std::vector<std::size_t> kNipGroups{8, 6, 1, 3};
inline const std::vector<std::size_t> kThrees{3, 3, 3, 3};

class CsvWriter {
   public:
    explicit CsvWriter(const std::vector<std::string>& heading);
    void add(const std::vector<CsvCell>& cells);
    [[nodiscard]] const std::string& text() const { return m_text; }

   private:
    std::string m_text;
};

}  // namespace asah
