// What a screen asks of the terminal, and what comes back. Effects are numbered and done in order
// by one worker; an outcome carries its effect's number, so that an answer to an older choice never
// marks a newer one. The data mirrors the station's, which lies above this folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/core/assessment/person.h"
#include "kiosk/core/assessment/profile.h"
#include "kiosk/core/assessment/sitting.h"

namespace asah::screens {

using FrameworkPtr = std::shared_ptr<const assessment::Framework>;

struct SignedInData {
    assessment::Person person;
    bool must_change_pin = false;
};

struct OfferData {
    assessment::Assessment assessment;
    bool has_english = false;
    int finished_count = 0;
    std::optional<SittingId> open_sitting;
    int open_answered = 0;
    int open_total = 0;
    std::optional<DurationMs> open_remaining;
    bool is_open_ended = false;  // ended by the person, not yet sealed
};

struct SummaryData {
    SittingId sitting;
    AssessmentId assessment;
    assessment::AssessmentKind kind = assessment::AssessmentKind::PreTest;
    LocalText title;
    WallTime finished;
    std::string receipt_code;
    assessment::Profile profile;
    assessment::Standard standard;
    bool is_filed = false;
    int item_count = 0;
    int answered_count = 0;
};

struct HomeData {
    std::vector<OfferData> offers;
    std::vector<SummaryData> summaries;  // newest first
    FrameworkPtr framework;              // never null: without one nobody can sign in
};

struct SittingData {
    assessment::Sitting sitting;
    assessment::Assessment assessment;
    std::vector<assessment::Item> items;  // in form order, options in shown order
};

struct ReadinessData {
    bool is_ready = false;
    std::vector<Error> warnings;
    std::string terminal_name;
    UnitCode unit;
    int person_count = 0;
    int bank_count = 0;
    int manifest_number = 0;
    std::int64_t queue_count = 0;
    std::optional<UtcMs> last_filed;
    std::uint64_t disk_free_bytes = 0;
    LocalText authority_name;
};

struct LoadReadiness {};
struct SignIn {
    std::string identifier;
    std::string pin;
};
struct ChangePin {
    PersonId person;
    std::string old_pin;
    std::string new_pin;
};
struct LoadHome {
    PersonId person;
};
struct StartSitting {
    PersonId person;
    AssessmentId assessment;
    Language language = Language::Indonesian;
};
struct ResumeSitting {
    PersonId person;
    SittingId sitting;
};
struct SaveEvent {
    SittingId sitting;
    DurationMs elapsed;
    assessment::EventBody body;
};
struct FinishSitting {
    SittingId sitting;
    assessment::FinishReason reason = assessment::FinishReason::Person;
};
/// Nobody is signed in any more; the worker may do idle work.
struct SignOut {};

using EffectBody = std::variant<LoadReadiness, SignIn, ChangePin, LoadHome, StartSitting,
                                ResumeSitting, SaveEvent, FinishSitting, SignOut>;
struct Effect {
    std::uint64_t number = 0;
    EffectBody body;
};

/// ChangePin and SignOut went well.
struct Done {};
/// SaveEvent: the sitting as stored.
struct Saved {
    assessment::Sitting sitting;
};
using OutcomeBody = std::variant<Error, Done, ReadinessData, SignedInData, HomeData, SittingData,
                                 Saved, SummaryData>;
struct Outcome {
    std::uint64_t number = 0;
    OutcomeBody body;
};

/// The time, for every screen with a clock.
struct Tick {
    BootMs now;
};

/// A button or field as a screen shows it. `id` is stable; `label` is in the person's language.
struct Action {
    std::string id;
    std::string label;
    bool is_enabled = true;
    bool operator==(const Action&) const = default;
};

}  // namespace asah::screens
