// What a person answered: nothing, or one of four shapes. Several kinds of item share a shape;
// which one an item takes, and within which bounds, says check_response (check.h). Invariant: an
// answer without content is Nothing, so that two cleared responses are equal.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/core/base/id.h"

namespace asah {
class Fields;
}

namespace asah::items {

struct Nothing {
    bool operator==(const Nothing&) const = default;
};
/// Options: of a choice sorted by id, of an ordering in the person's order.
struct Chosen {
    std::vector<OptionId> options;
    bool operator==(const Chosen&) const = default;
};
/// Options with their targets, sorted by option.
struct Paired {
    std::vector<std::pair<OptionId, OptionId>> pairs;
    bool operator==(const Paired&) const = default;
};
/// A number or a short text, exactly as typed.
struct Typed {
    std::string text;
    bool operator==(const Typed&) const = default;
};
/// A step of the rating scale or a code outside it, and the person's note.
struct Rated {
    int rating = 0;  // 0 = none
    std::string outside;
    std::string note;
    bool operator==(const Rated&) const = default;
};

/// How far an answer is. Incomplete: steps or pairs are missing, or a note has no rating. Unclear:
/// a number that cannot be read, or can be read in two ways. Both are stored as they are.
enum class Progress { Empty, Incomplete, Unclear, Whole };

class Response {
   public:
    using Answer = std::variant<Nothing, Chosen, Paired, Typed, Rated>;

    Response() = default;
    explicit Response(Answer answer);

    [[nodiscard]] const Answer& answer() const { return m_answer; }
    /// The parts of an answer; empty where it has another shape.
    [[nodiscard]] const std::vector<OptionId>& chosen() const;
    [[nodiscard]] const std::vector<std::pair<OptionId, OptionId>>& pairs() const;
    [[nodiscard]] const std::string& text() const;
    [[nodiscard]] int rating() const;
    [[nodiscard]] const std::string& outside() const;
    [[nodiscard]] const std::string& note() const;
    /// Nothing chosen, typed or rated. A note alone answers nothing.
    [[nodiscard]] bool is_empty() const;

    bool operator==(const Response&) const = default;

   private:
    Answer m_answer;
};

inline Response chose(std::vector<OptionId> options) {
    return Response(Chosen{std::move(options)});
}
inline Response paired(std::vector<std::pair<OptionId, OptionId>> pairs) {
    return Response(Paired{std::move(pairs)});
}
inline Response typed(std::string text) { return Response(Typed{std::move(text)}); }
inline Response rated(int rating, std::string note = {}) {
    return Response(Rated{rating, {}, std::move(note)});
}
inline Response rated_outside(std::string code, std::string note = {}) {
    return Response(Rated{0, std::move(code), std::move(note)});
}

/// The two parts of an answer that are saved each for itself: what was touched, what was typed.
bool is_same_choice(const Response& a, const Response& b);
bool is_same_text(const Response& a, const Response& b);

/// As a record's event holds it: only what is filled, so that a single choice stays short.
/// Layout: core/ledger/FORMAT.md.
nlohmann::json response_json(const Response& response);
/// Blames a field that is too long, and members of more than one shape.
Response read_response(Fields fields);

/// One line for tables: "a c", "a-2 b-1", the text as typed, "4" or a code outside the scale.
std::string compact(const Response& response);

}  // namespace asah::items
