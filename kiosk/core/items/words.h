// The spelling of kinds and forms in sheets (Indonesian) and in JSON (English).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/core/items/item.h"

namespace asah::items {

std::optional<ItemKind> kind_of_sheet_word(std::string_view word);
std::string_view sheet_word(ItemKind kind);
/// "pilihan_tunggal, pilihan_jamak, ..." for remedies: the kinds that a sheet of items may name.
std::string all_sheet_words();

std::optional<ItemKind> kind_of_json_word(std::string_view word);
std::string_view json_word(ItemKind kind);
/// A kind by its number, as tables keep it.
std::optional<ItemKind> kind_of_number(int number);

std::optional<Variant> variant_of_json_word(std::string_view word);
std::string_view json_word(Variant variant);

}  // namespace asah::items
