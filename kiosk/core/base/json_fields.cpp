#include "kiosk/core/base/json_fields.h"

#include "kiosk/core/base/json_depth.h"

namespace asah {

using nlohmann::json;

namespace {

constexpr std::int64_t kInt64Max = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kTimeMax = 253'402'300'799'999;  // 9999-12-31
constexpr std::int32_t kOffsetMax = 24 * 60;

const json kNothing;
const json kEmptyList = json::array();

}  // namespace

void Fields::blame(std::string_view what) {
    if (m_fault->empty()) {
        *m_fault = what;
    }
}

const json* Fields::find(const char* key) {
    if (!m_object->is_object()) {
        return &kNothing;
    }
    const auto found = m_object->find(key);
    if (found == m_object->end()) {
        blame(key);
        return &kNothing;
    }
    return &*found;
}

std::int64_t Fields::integer(const char* key, std::int64_t min, std::int64_t max) {
    const json& value = *find(key);
    const bool is_large = value.is_number_unsigned() &&
                          value.get<std::uint64_t>() > static_cast<std::uint64_t>(kInt64Max);
    if (!value.is_number_integer() || is_large) {
        blame(key);
        return min;
    }
    const auto number = value.get<std::int64_t>();
    if (number < min || number > max) {
        blame(key);
        return min;
    }
    return number;
}

std::uint64_t Fields::count(const char* key) {
    return static_cast<std::uint64_t>(integer(key, 0, kInt64Max));
}

std::string Fields::text(const char* key, std::size_t size_max) {
    const json& value = *find(key);
    if (!value.is_string() || value.get_ref<const std::string&>().size() > size_max) {
        blame(key);
        return {};
    }
    return value.get<std::string>();
}

bool Fields::boolean(const char* key) {
    const json& value = *find(key);
    if (!value.is_boolean()) {
        blame(key);
        return false;
    }
    return value.get<bool>();
}

Bytes Fields::hex(const char* key, std::size_t size) {
    auto raw = parse_hex(text(key, size * 2));
    if (!raw.has_value() || raw->size() != size) {
        blame(key);
        return Bytes(size);
    }
    return std::move(raw).value();
}

Digest Fields::digest(const char* key) {
    const auto raw = hex(key, 32);
    Digest digest{};
    std::copy(raw.begin(), raw.end(), digest.begin());
    return digest;
}

Bytes Fields::base64(const char* key, std::size_t size_max) {
    auto raw = parse_base64(text(key, size_max * 4 / 3 + 4));
    if (!raw.has_value() || raw->size() > size_max) {
        blame(key);
        return {};
    }
    return std::move(raw).value();
}

Fields Fields::object(const char* key) { return {*find(key), *m_fault}; }

const json& Fields::list(const char* key, std::size_t count_max) {
    const json& value = *find(key);
    if (!value.is_array() || value.size() > count_max) {
        blame(key);
        return kEmptyList;
    }
    return value;
}

std::vector<std::pair<std::string, const json*>> Fields::items(std::size_t count_max) {
    std::vector<std::pair<std::string, const json*>> out;
    if (!m_object->is_object() || m_object->size() > count_max) {
        blame("object");
        return out;
    }
    for (const auto& [key, value] : m_object->items()) {
        out.emplace_back(key, &value);
    }
    return out;
}

WallTime Fields::wall_time(const char* key) {
    Fields fields = object(key);
    WallTime time;
    time.utc = {fields.integer("utc_ms", 0, kTimeMax)};
    time.offset_min = fields.number("offset_min", -kOffsetMax, kOffsetMax);
    fields.read("boot", time.boot);
    return time;
}

json parse_json(std::string_view text, std::size_t size_max) {
    if (text.size() > size_max || is_json_too_deep(text)) {
        return json(json::value_t::discarded);
    }
    return json::parse(text, nullptr, false);
}

tl::unexpected<Error> malformed(std::string_view document, const std::string& fault) {
    return fail(ErrorCode::MalformedInput, std::string(document) + ": " + fault);
}

json wall_time_json(const WallTime& time) {
    return {{"utc_ms", time.utc.value}, {"offset_min", time.offset_min}, {"boot", time.boot.hex()}};
}

}  // namespace asah
