#include "tools/fleet/people.h"

#include <algorithm>

#include "kiosk/core/formats/bank_sheet.h"
#include "kiosk/core/formats/csv.h"

namespace asah::fleet {

namespace {

constexpr std::size_t kSlipBytesMax = 4U << 20U;

}  // namespace

/// Digits stand in groups on a slip.
static std::string without_blanks(std::string digits) {
    std::erase(digits, ' ');
    return digits;
}

Result<std::vector<Slip>> parse_slips(ByteView bytes) {
    const auto sheet = formats::parse_csv(bytes, "slips", kSlipBytesMax);
    const auto column = [&](std::string_view name) {
        return static_cast<std::size_t>(
            std::find(sheet.heading.begin(), sheet.heading.end(), name) - sheet.heading.begin());
    };
    const auto nip = column("nip");
    const auto number = column("nomor_pendek");
    const auto unit = column("kode_unit");
    const auto pin = column("pin");
    if (has_errors(sheet.problems) || std::max({nip, number, unit, pin}) >= sheet.heading.size()) {
        return fail(ErrorCode::MalformedInput, "slips");
    }
    std::vector<Slip> slips;
    for (const auto& row : sheet.rows) {
        slips.push_back({without_blanks(row.cells[nip]), without_blanks(row.cells[number]),
                         UnitCode(row.cells[unit]), without_blanks(row.cells[pin])});
    }
    return slips;
}

Result<Keys> load_keys(Files& files, const std::vector<std::string>& sheets,
                       const assessment::Framework& framework) {
    Keys keys;
    for (const auto& path : sheets) {
        ASAH_TRY(const auto bytes, files.read(path, formats::kSheetBytesMax));
        auto bank = formats::parse_bank_sheet(bytes, path, framework);
        if (has_errors(bank.problems)) {
            return fail(ErrorCode::MalformedInput, path);
        }
        for (auto& key : bank.value.keys) {
            auto id = key.item;
            keys.insert_or_assign(std::move(id), std::move(key));
        }
    }
    return keys;
}

Result<void> add_fixed(const std::string& text, Fixed& fixed) {
    const auto colon = text.find(':');
    const auto equals = text.find('=');
    const auto word = equals == std::string::npos ? std::string() : text.substr(equals + 1);
    if (colon == std::string::npos || equals < colon || (word != "right" && word != "wrong")) {
        return fail(ErrorCode::InvalidArgument, text);
    }
    fixed[{text.substr(0, colon), ItemId(text.substr(colon + 1, equals - colon - 1))}] =
        word == "right" ? Knows::Yes : Knows::No;
    return {};
}

}  // namespace asah::fleet
