#include "kiosk/core/content/bank_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/item_json.h"
#include "kiosk/core/items/limits.h"

namespace asah::content {

namespace {

using items::Bank;
using nlohmann::json;

constexpr std::string_view kItemsFormat = "asah/items/1";
constexpr std::string_view kKeysFormat = "asah/keys/1";
constexpr std::size_t kJsonBytesMax = 32U << 20U;
constexpr int kVersionMax = 1'000'000;

json head_json(std::string_view format, const Bank& bank) {
    return {{"format", format}, {"bank", bank.id.value}, {"version", bank.version}};
}

Result<void> check_format(const JsonNode& root, std::string_view format) {
    const auto found = root.member("format").text(items::kCodeBytesMax);
    if (found != format) {
        return fail(ErrorCode::Unsupported, "not " + std::string(format));
    }
    return {};
}

/// The keys in the order of the bank's scored items, one each.
Result<void> read_keys(const JsonNode& root, Bank& bank, KeyPart part) {
    const auto has_key = [part](const items::Item& item) {
        return items::is_scored(item) &&
               (part == KeyPart::All || item.pool == items::Pool::Practice);
    };
    bank.keys.clear();
    auto item = bank.items.begin();
    const auto skip_unscored = [&] { item = std::find_if(item, bank.items.end(), has_key); };
    for (const auto& node : root.member("keys").elements(items::kBankItemsMax)) {
        skip_unscored();
        if (item == bank.items.end()) {
            return fail(ErrorCode::NotFound, "keys without item");
        }
        if (node.member("item").text(items::kCodeBytesMax) != item->id.value) {
            return fail(ErrorCode::NotFound, "no key for item " + item->id.value);
        }
        bank.keys.push_back(items::read_key(node, *item));
        ++item;
    }
    skip_unscored();
    if (item != bank.items.end()) {
        return fail(ErrorCode::NotFound, "no key for item " + item->id.value);
    }
    return {};
}

}  // namespace

std::string make_items_json(const Bank& bank) {
    json root = head_json(kItemsFormat, bank);
    root["title"] = local_text_json(bank.title);
    root["items"] = json::array();
    for (const auto& item : bank.items) {
        root["items"].push_back(items::item_json(item));
    }
    return canonical_text(root);
}

std::string make_keys_json(const Bank& bank) {
    json root = head_json(kKeysFormat, bank);
    root["keys"] = json::array();
    for (const auto& key : bank.keys) {
        root["keys"].push_back(items::key_json(key));
    }
    return canonical_text(root);
}

Result<Bank> parse_items_json(std::string_view text) {
    JsonDocument document(as_bytes(text), "items", kJsonBytesMax);
    ASAH_CHECK(document.check());
    const auto root = document.root();
    ASAH_CHECK(check_format(root, kItemsFormat));
    Bank bank;
    bank.id = BankId(root.member("bank").text(items::kCodeBytesMax));
    bank.version = root.member("version").number(0, kVersionMax);
    bank.title = root.member("title").local_text(items::bytes_of(items::kTitleCharactersMax));
    std::set<ItemId> seen;
    for (const auto& node : root.member("items").elements(items::kBankItemsMax)) {
        bank.items.push_back(items::read_item(node));
        if (!seen.insert(bank.items.back().id).second) {
            node.add("code_doubled", bank.items.back().id.value);
        }
    }
    ASAH_CHECK(document.check());
    if (make_items_json(bank) != text) {
        return fail(ErrorCode::MalformedInput, "items: not canonical");
    }
    return bank;
}

std::string make_practice_keys_json(const Bank& bank) {
    Bank practice;
    practice.id = bank.id;
    practice.version = bank.version;
    for (const auto& key : bank.keys) {
        const auto* item = items::find_item(bank, key.item);
        if (item != nullptr && item->pool == items::Pool::Practice) {
            practice.keys.push_back(key);
        }
    }
    return practice.keys.empty() ? std::string() : make_keys_json(practice);
}

Result<Bank> with_keys(Bank bank, std::string_view keys_json, KeyPart part) {
    JsonDocument document(as_bytes(keys_json), "keys", kJsonBytesMax);
    ASAH_CHECK(document.check());
    const auto root = document.root();
    ASAH_CHECK(check_format(root, kKeysFormat));
    const auto id = root.member("bank").text(items::kCodeBytesMax);
    const auto version = root.member("version").number(0, kVersionMax);
    if (id != bank.id.value || version != bank.version) {
        return fail(ErrorCode::NotFound, "keys of another bank");
    }
    ASAH_CHECK(read_keys(root, bank, part));
    ASAH_CHECK(document.check());
    if (make_keys_json(bank) != keys_json) {
        return fail(ErrorCode::MalformedInput, "keys: not canonical");
    }
    return bank;
}

}  // namespace asah::content
