#include "kiosk/core/items/response.h"

#include "kiosk/core/base/json_fields.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

using nlohmann::json;

namespace {

bool has_content(const Response::Answer& answer) {
    struct Look {
        bool operator()(const Nothing&) const { return false; }
        bool operator()(const Chosen& chosen) const { return !chosen.options.empty(); }
        bool operator()(const Paired& paired) const { return !paired.pairs.empty(); }
        bool operator()(const Typed& typed) const { return !typed.text.empty(); }
        bool operator()(const Rated& rated) const {
            return rated.rating != 0 || !rated.outside.empty() || !rated.note.empty();
        }
    };
    return std::visit(Look{}, answer);
}

template <class Shape>
const Shape& shape_or_empty(const Response::Answer& answer) {
    static const Shape kEmpty{};
    const auto* shape = std::get_if<Shape>(&answer);
    return shape != nullptr ? *shape : kEmpty;
}

struct JsonWriter {
    json operator()(const Nothing&) const { return json::object(); }
    json operator()(const Chosen& chosen) const {
        json list = json::array();
        for (const auto& option : chosen.options) {
            list.push_back(option.value);
        }
        return {{"chosen", std::move(list)}};
    }
    json operator()(const Paired& paired) const {
        json list = json::array();
        for (const auto& [option, target] : paired.pairs) {
            list.push_back({option.value, target.value});
        }
        return {{"pairs", std::move(list)}};
    }
    json operator()(const Typed& typed) const { return {{"text", typed.text}}; }
    json operator()(const Rated& rated) const {
        json object = json::object();
        if (rated.rating != 0) {
            object["rating"] = rated.rating;
        }
        if (!rated.outside.empty()) {
            object["outside"] = rated.outside;
        }
        if (!rated.note.empty()) {
            object["note"] = rated.note;
        }
        return object;
    }
};

struct CompactWriter {
    std::string operator()(const Nothing&) const { return {}; }
    std::string operator()(const Chosen& chosen) const {
        std::string out;
        for (const auto& option : chosen.options) {
            out += (out.empty() ? "" : " ") + option.value;
        }
        return out;
    }
    std::string operator()(const Paired& paired) const {
        std::string out;
        for (const auto& [option, target] : paired.pairs) {
            out += (out.empty() ? "" : " ") + option.value + "-" + target.value;
        }
        return out;
    }
    std::string operator()(const Typed& typed) const { return typed.text; }
    std::string operator()(const Rated& rated) const {
        return rated.rating != 0 ? std::to_string(rated.rating) : rated.outside;
    }
};

OptionId read_option(Fields& fields, const json& value, const char* key) {
    if (!value.is_string() || value.get_ref<const std::string&>().size() > kCodeBytesMax) {
        fields.blame(key);
        return {};
    }
    return OptionId(value.get<std::string>());
}

Chosen read_chosen(Fields& fields) {
    Chosen chosen;
    for (const auto& element : fields.list("chosen", kOptionsMax)) {
        chosen.options.push_back(read_option(fields, element, "chosen"));
    }
    return chosen;
}

Paired read_pairs(Fields& fields) {
    Paired paired;
    for (const auto& element : fields.list("pairs", kOptionsMax)) {
        if (!element.is_array() || element.size() != 2) {
            fields.blame("pairs");
            break;
        }
        paired.pairs.emplace_back(read_option(fields, element[0], "pairs"),
                                  read_option(fields, element[1], "pairs"));
    }
    return paired;
}

}  // namespace

Response::Response(Answer answer) : m_answer(std::move(answer)) {
    if (!has_content(m_answer)) {
        m_answer = Nothing{};
    }
}

const std::vector<OptionId>& Response::chosen() const {
    return shape_or_empty<Chosen>(m_answer).options;
}

const std::vector<std::pair<OptionId, OptionId>>& Response::pairs() const {
    return shape_or_empty<Paired>(m_answer).pairs;
}

const std::string& Response::text() const { return shape_or_empty<Typed>(m_answer).text; }

int Response::rating() const { return shape_or_empty<Rated>(m_answer).rating; }

const std::string& Response::outside() const { return shape_or_empty<Rated>(m_answer).outside; }

const std::string& Response::note() const { return shape_or_empty<Rated>(m_answer).note; }

bool Response::is_empty() const {
    const auto* rated = std::get_if<Rated>(&m_answer);
    return std::holds_alternative<Nothing>(m_answer) ||
           (rated != nullptr && rated->rating == 0 && rated->outside.empty());
}

bool is_same_choice(const Response& a, const Response& b) {
    return a.chosen() == b.chosen() && a.pairs() == b.pairs() && a.rating() == b.rating() &&
           a.outside() == b.outside();
}

bool is_same_text(const Response& a, const Response& b) {
    return a.text() == b.text() && a.note() == b.note();
}

json response_json(const Response& response) { return std::visit(JsonWriter{}, response.answer()); }

Response read_response(Fields fields) {
    constexpr std::size_t kTextBytesMax = bytes_of(kAnswerCharactersMax);
    const bool is_rated = fields.has("rating") || fields.has("outside") || fields.has("note");
    const int shapes = static_cast<int>(fields.has("chosen")) +
                       static_cast<int>(fields.has("pairs")) +
                       static_cast<int>(fields.has("text")) + static_cast<int>(is_rated);
    if (shapes > 1) {
        fields.blame("response");
        return {};
    }
    if (fields.has("chosen")) {
        return Response(read_chosen(fields));
    }
    if (fields.has("pairs")) {
        return Response(read_pairs(fields));
    }
    if (fields.has("text")) {
        return Response(Typed{fields.text("text", kTextBytesMax)});
    }
    Rated rated;
    rated.rating = fields.has("rating") ? fields.number("rating", 1, 99) : 0;
    rated.outside = fields.has("outside") ? fields.text("outside", kCodeBytesMax) : std::string();
    rated.note = fields.has("note") ? fields.text("note", kTextBytesMax) : std::string();
    return Response(std::move(rated));
}

std::string compact(const Response& response) {
    return std::visit(CompactWriter{}, response.answer());
}

}  // namespace asah::items
