// Words that several screens share: dates, clocks, refusals, who this terminal is. Pure.
#pragma once

#include <optional>
#include <string>

#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/result.h"
#include "kiosk/core/base/time.h"

namespace asah::screens {

/// "24 November 2026" in the catalogue's language.
std::string date_text(Date date, const Catalogue& catalogue);
std::string date_text(const WallTime& at, const Catalogue& catalogue);
/// "3 Desember 2026, 08.00", in the city's time.
std::string moment_text(UtcMs at, std::int32_t utc_offset_min, const Catalogue& catalogue);

/// "18.42"; from an hour up "1.02.03". Part seconds count as whole ones.
std::string clock_text(DurationMs duration);

/// What happened and what to do next; empty without an error.
std::string error_text(const std::optional<Error>& error, const Catalogue& catalogue);

/// "502 pin_delay": what staff can look up.
std::string staff_code(const Error& error, const Catalogue& catalogue);

/// The city and the kiosk, as the sign-in panel and READY say them.
struct Place {
    LocalText authority;
    std::string terminal;
    std::string unit;
};
std::string place_text(const Place& place, const Catalogue& catalogue, Language language);

}  // namespace asah::screens
