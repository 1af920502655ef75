// Banks as canonical JSON: member `items` (what people may see) and member `keys` (what scores).
// Their SHA-256 digests are the identity of the content: the trainer signs them, assessments pin
// the items' one.
#pragma once

#include "kiosk/core/items/bank.h"

namespace asah::content {

std::string make_items_json(const items::Bank& bank);
std::string make_keys_json(const items::Bank& bank);
/// A bank without keys. Errors: MalformedInput, Unsupported.
Result<items::Bank> parse_items_json(std::string_view json);
/// Which keys a member holds: of all scored items, or of those of practice alone.
enum class KeyPart { All, Practice };
/// Puts keys into the bank that they belong to. Errors: MalformedInput, NotFound (key of another
/// bank, item without key).
Result<items::Bank> with_keys(items::Bank bank, std::string_view keys_json,
                              KeyPart part = KeyPart::All);
/// The keys of the practice items alone; empty when there are none.
std::string make_practice_keys_json(const items::Bank& bank);

}  // namespace asah::content
