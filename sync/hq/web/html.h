// Small pieces of HTML and of HTTP forms. Everything that comes from data passes escape().
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kiosk/core/assessment/profile.h"
#include "sync/hq/reports/competency_map.h"

namespace asah::hq {

/// & < > " ' as entities.
std::string escape(std::string_view text);
std::string url_encode(std::string_view text);
/// "a=1&b=x+y" into values; the first of a name counts; broken escapes stay as they are.
std::map<std::string, std::string> parse_form(std::string_view text);
/// The value of one cookie; empty = none.
std::string cookie_of(std::string_view header, std::string_view name);

/// "below", "unsure", "reached"; empty for cells without a figure.
std::string state_class(CellState state);
/// The rhombus of a cell, 24 x 30 times `scale`; hidden from screen readers.
std::string rhombus(const Cell& cell, double scale = 1);
/// A share with its interval on a track, and the target when `target` > 0.
std::string share_bar(const Cell& cell, int width, int target);
/// Measured of active people, with a line at the half; amber under it. The cell: coverage.
std::string coverage_bar(const Cell& coverage, int width, int height);
/// "1.493" or "1,493".
std::string count_words(int count, Language language);
/// Level bars with the mark of the standard.
std::string level_bar(int level, int required);
/// Five wide blocks (the fifth comes from work products, dashed), range and standard; `label` is
/// what a screen reader says.
std::string profile_bar(const assessment::CompetencyResult& result, const std::string& label);
/// What the signs of profile_bar mean.
std::string profile_key(const std::string& level, const std::string& standard,
                        const std::string& range);
std::string icon(std::string_view name);
/// What the logo stands on: its dark quarter would vanish on the panel.
enum class Ground { Sheet, Panel };
std::string logo(int height, Ground ground);

}  // namespace asah::hq
