#include "sync/protocol/handover.h"

#include <charconv>

namespace asah::protocol {

namespace {

constexpr std::string_view kHandoverType = "asah/handover/1";
constexpr std::string_view kSuffix = ".entries";
constexpr std::size_t kNumberDigits = 16;

template <class Number>
std::optional<Number> number_of(std::string_view digits) {
    Number number{};
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) {
        return {};
    }
    return number;
}

}  // namespace

HandoverBuilder::HandoverBuilder() { m_out.field(kHandoverType); }

bool HandoverBuilder::add(UtcMs arrived, ByteView file) {
    const bool fits = m_bytes + file.size() <= kHandoverBytes && m_count < kHandoverEntriesMax;
    if (m_count > 0 && !fits) {
        return false;
    }
    m_out.u64(static_cast<std::uint64_t>(arrived.value)).field(file);
    m_bytes += file.size();
    ++m_count;
    return true;
}

Result<std::vector<HandedEntry>> parse_handover(ByteView bytes) {
    Decoder in(bytes);
    ASAH_TRY(const auto type, in.field(kHandoverType.size()));
    if (as_text(type) != kHandoverType) {
        return fail(ErrorCode::Unsupported, "handover: another type");
    }
    std::vector<HandedEntry> entries;
    while (!in.left().empty()) {
        ASAH_TRY(const auto arrived, in.u64());
        ASAH_TRY(const auto file, in.field(kHandoverBytesMax));
        entries.push_back({{static_cast<std::int64_t>(arrived)}, Bytes(file.begin(), file.end())});
    }
    if (entries.empty()) {
        return fail(ErrorCode::MalformedInput, "handover without entries");
    }
    return entries;
}

std::string intake_handover_name(const HandoverName& name) {
    auto number = std::to_string(name.number);
    number.insert(0, number.size() < kNumberDigits ? kNumberDigits - number.size() : 0, '0');
    return number + "-" + std::to_string(name.count) + std::string(kSuffix);
}

std::optional<HandoverName> parse_handover_name(std::string_view name) {
    const auto dash = name.find('-');
    if (dash != kNumberDigits || !name.ends_with(kSuffix)) {
        return {};
    }
    const auto number = number_of<std::int64_t>(name.substr(0, dash));
    const auto count =
        number_of<std::size_t>(name.substr(dash + 1, name.size() - dash - 1 - kSuffix.size()));
    if (!number || *number <= 0 || !count) {
        return {};
    }
    return HandoverName{*number, *count};
}

}  // namespace asah::protocol
