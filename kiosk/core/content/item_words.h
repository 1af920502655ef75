// The spelling of kinds, pools and forms in sheets (Indonesian) and in JSON (English), in one table
// each.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/core/assessment/item.h"

namespace asah::content {

std::optional<assessment::ItemKind> kind_of_sheet_word(std::string_view word);
std::string_view sheet_word(assessment::ItemKind kind);
/// "pilihan_tunggal, pilihan_jamak, ..." for remedies.
std::string all_sheet_words();

std::optional<assessment::ItemKind> kind_of_json_word(std::string_view word);
std::string_view json_word(assessment::ItemKind kind);

std::optional<assessment::Variant> variant_of_json_word(std::string_view word);
std::string_view json_word(assessment::Variant variant);

}  // namespace asah::content
