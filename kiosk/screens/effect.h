// What a screen asks of the terminal, and what comes back. Effects are numbered and done in order
// by one worker; an outcome carries its effect's number, so that an answer to an older choice never
// marks a newer one. The data are core's values, which the terminal's use cases return.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "kiosk/core/assessment/home.h"
#include "kiosk/core/assessment/readiness.h"

namespace asah::screens {

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
/// Carries out the revocation that Revoked reported; answered with a readiness.
struct EndUse {};

using EffectBody = std::variant<LoadReadiness, SignIn, ChangePin, LoadHome, StartSitting,
                                ResumeSitting, SaveEvent, FinishSitting, SignOut, EndUse>;
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
/// Of no effect: headquarters took this terminal out of use. Comes again until EndUse is done.
struct Revoked {};
using OutcomeBody =
    std::variant<Error, Done, Revoked, assessment::Readiness, assessment::SignedIn,
                 assessment::Home, assessment::OpenSitting, Saved, assessment::Summary>;
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
