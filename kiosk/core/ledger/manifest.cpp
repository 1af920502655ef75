// documents.h: the manifest.
#include <array>

#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/ledger/documents.h"

namespace asah::ledger {

using nlohmann::json;

namespace {

constexpr std::size_t kPayloadBytesMax = 4U << 20U;
constexpr std::size_t kItemsMax = 20'000;
constexpr int kVersionMax = 1'000'000'000;
constexpr std::int64_t kSizeMax = 1LL << 40;
constexpr std::int64_t kTimeMax = 253'402'300'799'999;

constexpr std::array<std::string_view, 5> kKindWords{"framework", "bank", "statements",
                                                     "assessment", "roster"};

ManifestItem read_item(Fields fields) {
    ManifestItem item;
    const auto word = fields.text("kind", 32);
    bool is_known = false;
    for (std::size_t i = 0; i < kKindWords.size(); ++i) {
        if (kKindWords[i] == word) {
            item.kind = static_cast<PackageKind>(i);
            is_known = true;
        }
    }
    if (!is_known) {
        fields.blame("items.kind");
    }
    item.id = fields.text("id", 64);
    item.version = fields.number("version", 0, kVersionMax);
    item.digest = fields.digest("digest");
    item.size = static_cast<std::uint64_t>(fields.integer("size", 1, kSizeMax));
    if (fields.has("terminal")) {
        TerminalId terminal;
        fields.read("terminal", terminal);
        item.terminal = terminal;
    }
    return item;
}

}  // namespace

std::string make_manifest_payload(const Manifest& manifest) {
    json items = json::array();
    for (const auto& item : manifest.items) {
        json object{{"kind", kKindWords[static_cast<std::size_t>(item.kind)]},
                    {"id", item.id},
                    {"version", item.version},
                    {"digest", to_hex(item.digest)},
                    {"size", item.size}};
        if (item.terminal) {
            object["terminal"] = item.terminal->hex();
        }
        items.push_back(std::move(object));
    }
    json object{{"authority", manifest.authority.hex()},
                {"root_version", manifest.root_version},
                {"number", manifest.number},
                {"made_utc_ms", manifest.made.value},
                {"items", std::move(items)}};
    if (manifest.time_reset) {
        object["time_reset"] = true;
    }
    return canonical_text(object);
}

Result<Manifest> parse_manifest_payload(std::string_view text) {
    const json root = parse_json(text, kPayloadBytesMax);
    std::string fault;
    Fields fields(root, fault);
    Manifest manifest;
    fields.read("authority", manifest.authority);
    manifest.root_version = fields.number("root_version", 1, kVersionMax);
    manifest.number = fields.number("number", 1, kVersionMax);
    manifest.made = {fields.integer("made_utc_ms", 0, kTimeMax)};
    manifest.time_reset = fields.has("time_reset") && fields.boolean("time_reset");
    for (const auto& element : fields.list("items", kItemsMax)) {
        manifest.items.push_back(read_item(Fields(element, fault)));
    }
    if (!fault.empty()) {
        return malformed("manifest", fault);
    }
    return manifest;
}

}  // namespace asah::ledger
