#include "kiosk/core/base/json_reader.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_depth.h"
#include "kiosk/core/base/text.h"

namespace asah {

JsonNode::JsonNode(const nlohmann::json* value, std::string path, JsonContext& context)
    : m_value(value), m_path(std::move(path)), m_context(&context) {}

JsonNode JsonNode::member(std::string_view name) const {
    auto node = optional_member(name);
    if (!node.exists() && m_value != nullptr && m_value->is_object()) {
        node.add("json_missing");
    }
    return node;
}

JsonNode JsonNode::optional_member(std::string_view name) const {
    auto path = m_path.empty() ? std::string(name) : m_path + "." + std::string(name);
    if (m_value == nullptr) {
        return {nullptr, std::move(path), *m_context};
    }
    if (!m_value->is_object()) {
        add("json_type", m_value->type_name(), {{"type", "object"}});
        return {nullptr, std::move(path), *m_context};
    }
    const auto found = m_value->find(std::string(name));
    const bool is_there = found != m_value->end() && !found->is_null();
    return {is_there ? &*found : nullptr, std::move(path), *m_context};
}

std::vector<JsonNode> JsonNode::elements(std::size_t count_max) const {
    std::vector<JsonNode> nodes;
    if (m_value == nullptr) {
        return nodes;
    }
    if (!m_value->is_array()) {
        add("json_type", m_value->type_name(), {{"type", "list"}});
        return nodes;
    }
    if (m_value->size() > count_max) {
        add("json_list_long", std::to_string(m_value->size()),
            {{"max", std::to_string(count_max)}});
        return nodes;
    }
    for (std::size_t i = 0; i < m_value->size(); ++i) {
        nodes.emplace_back(&(*m_value)[i], m_path + "[" + std::to_string(i) + "]", *m_context);
    }
    return nodes;
}

std::vector<std::pair<std::string, JsonNode>> JsonNode::members(std::size_t count_max) const {
    std::vector<std::pair<std::string, JsonNode>> nodes;
    if (m_value == nullptr) {
        return nodes;
    }
    if (!m_value->is_object()) {
        add("json_type", m_value->type_name(), {{"type", "object"}});
        return nodes;
    }
    if (m_value->size() > count_max) {
        add("json_list_long", std::to_string(m_value->size()),
            {{"max", std::to_string(count_max)}});
        return nodes;
    }
    for (const auto& [name, value] : m_value->items()) {
        nodes.emplace_back(name, JsonNode(&value, m_path + "." + shortened(name), *m_context));
    }
    return nodes;
}

std::string JsonNode::text_or_empty(std::size_t bytes_max) const {
    if (m_value == nullptr) {
        return {};
    }
    if (!m_value->is_string()) {
        add("json_type", m_value->type_name(), {{"type", "text"}});
        return {};
    }
    const auto& text = m_value->get_ref<const std::string&>();
    if (text.size() > bytes_max) {
        add("json_text_long", text, {{"max", std::to_string(bytes_max)}});
        return {};
    }
    return text;
}

std::string JsonNode::text(std::size_t bytes_max) const {
    auto text = text_or_empty(bytes_max);
    if (m_value != nullptr && m_value->is_string() &&
        m_value->get_ref<const std::string&>().empty()) {
        add("json_missing");
    }
    return text;
}

std::int64_t JsonNode::integer(std::int64_t low, std::int64_t high) const {
    if (m_value == nullptr) {
        return 0;
    }
    if (!m_value->is_number_integer()) {
        add("json_type", m_value->type_name(), {{"type", "number"}});
        return 0;
    }
    const bool is_beyond = m_value->is_number_unsigned() &&
                           m_value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    const auto value = is_beyond ? 0 : m_value->get<std::int64_t>();
    if (is_beyond || value < low || value > high) {
        add("json_range", m_value->dump(),
            {{"min", std::to_string(low)}, {"max", std::to_string(high)}});
        return 0;
    }
    return value;
}

int JsonNode::number(int low, int high) const { return static_cast<int>(integer(low, high)); }

std::int64_t JsonNode::probability() const {
    constexpr double kBillion = 1e9;
    if (m_value == nullptr) {
        return 0;
    }
    const double value = m_value->is_number() ? m_value->get<double>() : 0;
    if (!m_value->is_number()) {
        add("json_type", m_value->type_name(), {{"type", "number"}});
        return 0;
    }
    if (!(value > 0 && value < 1)) {
        add("json_range", m_value->dump(), {{"min", "0"}, {"max", "1"}});
        return 0;
    }
    return std::llround(value * kBillion);
}

bool JsonNode::boolean() const {
    if (m_value != nullptr && !m_value->is_boolean()) {
        add("json_type", m_value->type_name(), {{"type", "true/false"}});
    }
    return m_value != nullptr && m_value->is_boolean() && m_value->get<bool>();
}

LocalText JsonNode::local_text(std::size_t bytes_max) const {
    return {member("id").text(bytes_max), optional_member("en").text_or_empty(bytes_max)};
}

LocalText JsonNode::local_text(std::string_view stem, std::size_t bytes_max) const {
    return {member(std::string(stem) + "_id").text(bytes_max),
            optional_member(std::string(stem) + "_en").text_or_empty(bytes_max)};
}

Bytes JsonNode::hex(std::size_t size) const {
    const auto spelling = text_or_empty(2 * size);
    const auto bytes = parse_hex(spelling);
    if (m_value == nullptr || !m_value->is_string()) {
        return {};
    }
    if (!bytes || bytes->size() != size) {
        add("json_word", spelling, {{"words", std::to_string(2 * size) + " x 0-9 a-f"}});
        return {};
    }
    return *bytes;
}

Digest JsonNode::digest() const {
    Digest digest{};
    const auto bytes = hex(digest.size());
    if (bytes.size() == digest.size()) {
        std::copy(bytes.begin(), bytes.end(), digest.begin());
    }
    return digest;
}

void JsonNode::refuse_others(std::initializer_list<std::string_view> known) const {
    if (m_value == nullptr || !m_value->is_object()) {
        return;
    }
    for (const auto& [name, value] : m_value->items()) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            optional_member(name).add("json_unknown", name);
        }
    }
}

void JsonNode::add_below(const std::string& member, std::string key,
                         std::map<std::string, std::string> values, Severity severity) const {
    const auto path = m_path.empty() ? member : m_path + "." + member;
    const auto& known = m_context->problems;
    if (std::none_of(known.begin(), known.end(),
                     [&](const Problem& one) { return one.place.column.starts_with(path); })) {
        JsonNode(nullptr, path, *m_context).add(std::move(key), {}, std::move(values), severity);
    }
}

void JsonNode::add(std::string key, std::string_view found,
                   std::map<std::string, std::string> values, Severity severity) const {
    // Several members are read of one value that is no object: that is one problem.
    const auto& last = m_context->problems;
    if (!last.empty() && last.back().key == key && last.back().place.column == m_path) {
        return;
    }
    m_context->problems.push_back({.key = std::move(key),
                                   .place = {m_context->file, 0, m_path},
                                   .found = shortened(found),
                                   .values = std::move(values),
                                   .severity = severity});
}

JsonDocument::JsonDocument(ByteView bytes, std::string file_name, std::size_t size_max)
    : m_context{std::move(file_name), {}} {
    if (bytes.size() > size_max) {
        root().add("json_too_large", {}, {{"max", std::to_string(size_max >> 20U)}});
        return;
    }
    auto text = as_text(bytes);
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    auto parsed = is_json_too_deep(text)
                      ? nlohmann::json(nlohmann::json::value_t::discarded)
                      : nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    if (parsed.is_discarded()) {
        root().add("json_syntax");
        return;
    }
    if (!parsed.is_object()) {
        root().add("json_type", parsed.type_name(), {{"type", "object"}});
        return;
    }
    m_json = std::make_unique<nlohmann::json>(std::move(parsed));
}

JsonDocument::~JsonDocument() = default;

JsonNode JsonDocument::root() { return {m_json.get(), {}, m_context}; }

Result<void> JsonDocument::check() const {
    for (const auto& problem : m_context.problems) {
        if (problem.severity == Severity::Error) {
            return fail(ErrorCode::MalformedInput,
                        m_context.file + ": " + problem.key + " " + problem.place.column);
        }
    }
    return {};
}

std::string canonical_text(const nlohmann::json& value) {
    return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json local_text_json(const LocalText& text) {
    auto object = nlohmann::json::object();
    object["id"] = text.id;
    if (!text.en.empty()) {
        object["en"] = text.en;
    }
    return object;
}

}  // namespace asah
