// Reads the fields of a JSON object strictly: the first fault is kept, later reads give defaults,
// so a parser reads straight through and asks once at the end.
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/core/base/bytes.h"
#include "kiosk/core/base/id.h"
#include "kiosk/core/base/sha256.h"
#include "kiosk/core/base/time.h"

namespace asah {

class Fields {
   public:
    /// `fault` must outlive this and all objects below; it names the first faulty field.
    Fields(const nlohmann::json& object, std::string& fault) : m_object(&object), m_fault(&fault) {
        if (!object.is_object()) {
            blame("object");
        }
    }

    [[nodiscard]] bool has(const char* key) const {
        return m_object->is_object() && m_object->contains(key);
    }
    std::int64_t integer(const char* key, std::int64_t min, std::int64_t max);
    int number(const char* key, int min, int max) {
        return static_cast<int>(integer(key, min, max));
    }
    std::uint64_t count(const char* key);
    std::string text(const char* key, std::size_t size_max);
    bool boolean(const char* key);
    Digest digest(const char* key);
    Bytes base64(const char* key, std::size_t size_max);
    Bytes hex(const char* key, std::size_t size);
    template <class Tag>
    void read(const char* key, Id128<Tag>& id) {
        const auto raw = hex(key, 16);
        std::copy(raw.begin(), raw.end(), id.bytes.begin());
    }
    template <class Tag>
    void read(const char* key, Code<Tag>& code) {
        code.value = text(key, 64);
    }
    Fields object(const char* key);
    /// Elements of a list, at most `count_max`.
    const nlohmann::json& list(const char* key, std::size_t count_max);
    /// Members of this object in key order, at most `count_max`.
    std::vector<std::pair<std::string, const nlohmann::json*>> items(std::size_t count_max);
    WallTime wall_time(const char* key);
    void blame(std::string_view what);
    [[nodiscard]] std::string& fault() { return *m_fault; }

   private:
    const nlohmann::json* find(const char* key);
    const nlohmann::json* m_object;
    std::string* m_fault;
};

/// Parses text to a JSON value; a faulty text gives a discarded value. Never throws.
nlohmann::json parse_json(std::string_view text, std::size_t size_max);
/// MalformedInput that names the document and the first faulty field; never a value.
tl::unexpected<Error> malformed(std::string_view document, const std::string& fault);

nlohmann::json wall_time_json(const WallTime& time);

}  // namespace asah
