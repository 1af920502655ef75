// One sitting of one form by one person, as a fold over events, without I/O.
// Invariants: answered_count <= item_count; remaining never grows except by Extended; events apply
// in sequence 0, 1, 2, ... and the first is Started. Thread: a value; callers own it. Elapsed time
// is a sum of durations that were written down (at each answer and every 10 s), so that pulling the
// plug takes back at most 10 s and buys nobody time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/assessment/assessment.h"
#include "kiosk/core/base/catalogue.h"

namespace asah::assessment {

/// Everything that holds for the whole sitting. Copied here so that later changes of roster,
/// framework or assessment cannot change what was sat.
struct SittingHead {
    SittingId sitting;
    PersonId person;
    AssessmentId assessment;
    int assessment_version = 0;
    AssessmentKind kind = AssessmentKind::PreTest;
    OccasionCode occasion;
    PurposeCode purpose;
    Digest purpose_text{};  // SHA-256 of the purpose and consent text as shown
    Language language = Language::Indonesian;
    std::string framework_version;
    Digest framework_digest{};
    Post post;
    Standard standard;
    DurationMs time_limit;  // 0 = none
    WallTime started;
    Form form;
};

struct Started {
    SittingHead head;
};
struct Visited {
    int position = 0;
};  // 0-based; the item is on the screen
struct Answered {
    int position = 0;
    Response response;
};  // empty response = cleared
struct MarkedUnsure {
    int position = 0;
    bool is_unsure = false;
};
/// The bank withdrew or corrected the item after the form was drawn: from here on it is not shown,
/// and its answer, if there is one, is not scored.
struct Withdrawn {
    int position = 0;
};
struct Ticked {};  // only carries elapsed
struct Interrupted {
    DurationMs gap;
};  // > 30 s without the program; boot ids differ: unknown = 0
struct Extended {
    DurationMs by;
    std::string reason;
};
/// Interrupted: the terminal was taken out of use while the sitting was open.
enum class FinishReason { Person, TimeUp, Interrupted };
struct Finished {
    FinishReason reason = FinishReason::Person;
};

using EventBody = std::variant<Started, Visited, Answered, MarkedUnsure, Withdrawn, Ticked,
                               Interrupted, Extended, Finished>;

struct SittingEvent {
    std::uint32_t sequence = 0;
    DurationMs elapsed;  // working time spent until this event; never shrinks
    WallTime at;         // annotation
    EventBody body;
};

struct Answer {
    Response response;
    bool is_unsure = false;
    bool was_visited = false;
    bool is_withdrawn = false;
    DurationMs time_spent;  // working time while the item was on the screen
};

struct Sitting {
    SittingHead head;
    std::vector<Answer> answers;  // one a form item
    int position = 0;             // where the person is
    DurationMs elapsed;
    DurationMs extended;
    std::uint32_t next_sequence = 0;
    int interruption_count = 0;
    std::optional<FinishReason> finished;
    std::optional<WallTime> finished_at;

    [[nodiscard]] int item_count() const { return static_cast<int>(answers.size()); }
    [[nodiscard]] int answered_count() const;
    [[nodiscard]] int unsure_count() const;
    /// Nothing when the sitting has no limit; never below 0.
    [[nodiscard]] std::optional<DurationMs> remaining() const;
};

/// Applies the next event. Errors: InvalidArgument (wrong sequence, first not Started, position
/// outside the form, elapsed shrinks), SittingClosed (anything after Finished, an answer after the
/// time is up).
Result<Sitting> apply(Sitting sitting, const SittingEvent& event);

/// Folds all events from the start. Same refusals.
Result<Sitting> replay(const std::vector<SittingEvent>& events);

}  // namespace asah::assessment
