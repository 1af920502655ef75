// Reads JSON that others wrote, with the path of each value, and lists all problems in one pass.
// A node that is absent or of the wrong type has given its problem already; reading on from it
// gives empty values and no further problems. Problems: json_syntax, json_too_large, json_missing,
// json_type, json_range, json_text_long, json_list_long, json_word, json_unknown.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/catalogue.h"
#include "kiosk/core/base/problem.h"
#include "kiosk/core/base/sha256.h"

namespace asah {

struct JsonContext {
    std::string file;
    Problems problems;
};

class JsonNode {
   public:
    JsonNode(const nlohmann::json* value, std::string path, JsonContext& context);

    [[nodiscard]] bool exists() const { return m_value != nullptr; }
    [[nodiscard]] const std::string& path() const { return m_path; }

    /// A member that must be there.
    [[nodiscard]] JsonNode member(std::string_view name) const;
    /// A member that may be missing or null.
    [[nodiscard]] JsonNode optional_member(std::string_view name) const;
    [[nodiscard]] std::vector<JsonNode> elements(std::size_t count_max) const;
    [[nodiscard]] std::vector<std::pair<std::string, JsonNode>> members(
        std::size_t count_max) const;

    /// Text that is not empty.
    [[nodiscard]] std::string text(std::size_t bytes_max) const;
    [[nodiscard]] std::string text_or_empty(std::size_t bytes_max) const;
    [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high) const;
    [[nodiscard]] int number(int low, int high) const;
    /// A number above 0 and below 1, in thousand-millionths.
    [[nodiscard]] std::int64_t probability() const;
    [[nodiscard]] bool boolean() const;
    /// Members "id" and "en" of this object.
    [[nodiscard]] LocalText local_text(std::size_t bytes_max) const;
    /// Members `<stem>_id` and `<stem>_en` of this object.
    [[nodiscard]] LocalText local_text(std::string_view stem, std::size_t bytes_max) const;
    /// Hexadecimal of exactly `size` bytes.
    [[nodiscard]] Bytes hex(std::size_t size) const;
    [[nodiscard]] Digest digest() const;

    /// One problem (json_unknown) for each member of this object that nobody reads: a setting that
    /// is misspelt, or that the program does not have, must not look as if it were obeyed.
    void refuse_others(std::initializer_list<std::string_view> known) const;

    void add(std::string key, std::string_view found = {},
             std::map<std::string, std::string> values = {},
             Severity severity = Severity::Error) const;
    /// As `add`, for a member of this object; nothing if the member has a problem already.
    void add_below(const std::string& member, std::string key,
                   std::map<std::string, std::string> values = {},
                   Severity severity = Severity::Error) const;

   private:
    const nlohmann::json* m_value;
    std::string m_path;
    JsonContext* m_context;
};

/// A parsed document; nodes point into it.
class JsonDocument {
   public:
    /// Lists json_syntax or json_too_large when it cannot be read; `root` is then absent.
    JsonDocument(ByteView bytes, std::string file_name, std::size_t size_max);
    ~JsonDocument();
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;

    [[nodiscard]] JsonNode root();
    [[nodiscard]] Problems& problems() { return m_context.problems; }
    /// The first problem that is an error as a refusal (MalformedInput); for documents that
    /// programs write.
    [[nodiscard]] Result<void> check() const;

   private:
    std::unique_ptr<nlohmann::json> m_json;
    JsonContext m_context;
};

/// Canonical text: keys sorted, no white space, UTF-8.
std::string canonical_text(const nlohmann::json& value);
nlohmann::json local_text_json(const LocalText& text);

}  // namespace asah
