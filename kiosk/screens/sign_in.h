// Sign-in: one field for short number or NIP, the PIN as a length, a keypad. Also the choice of an
// own PIN after the first sign-in with an activation slip.
// Invariant: the view never holds a digit of a PIN.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/effect.h"
#include "kiosk/screens/words.h"

namespace asah::screens {

enum class SignInField { Number, Pin };

struct SignInState {
    std::string number;  // digits only
    std::string pin;
    SignInField field = SignInField::Number;
    std::uint64_t next_number = 1;
    std::optional<std::uint64_t> pending;
    std::optional<Error> error;
    std::optional<BootMs> now;
    std::optional<BootMs> closed_until;  // after wrong PINs
};

struct DigitPressed {
    char digit = '0';
};
struct ErasePressed {};
struct ClearPressed {};
struct FieldPressed {
    SignInField field = SignInField::Number;
};
struct SubmitPressed {};
using SignInEvent = std::variant<Tick, DigitPressed, ErasePressed, ClearPressed, FieldPressed,
                                 SubmitPressed, Outcome>;

struct SignInStep {
    SignInState state;
    std::vector<Effect> effects;
    std::optional<assessment::SignedIn> signed_in;
};
SignInStep reduce(SignInState state, const SignInEvent& event);

/// The deep green panel at the left.
struct PanelView {
    std::string brand;
    std::string welcome;
    std::string promise;
    std::vector<std::string> notes;  // a private one, a saved one
    std::string place;
    bool operator==(const PanelView&) const = default;
};
struct SignInView {
    PanelView panel;
    std::string title;
    std::string number_label;
    std::string number;  // grouped
    std::string number_note;
    bool is_number_complete = false;
    std::string pin_label;
    int pin_length = 0;
    std::string pin_note;
    SignInField field = SignInField::Number;
    std::string problem;  // empty: none
    Action submit;        // "signin.submit"
    std::string erase;
    std::string clear;
    std::string keyboard_note;
    std::string forgot;  // "signin.forgot"
    bool operator==(const SignInView&) const = default;
};
SignInView make_view(const SignInState& state, const Catalogue& catalogue);

struct ChoosePinState {
    PersonId person;
    std::string old_pin;
    std::string pin;
    std::string again;
    SignInField field = SignInField::Number;  // Number = the new PIN, Pin = the same again
    std::uint64_t next_number = 1;
    std::optional<std::uint64_t> pending;
    std::optional<Error> error;
    bool is_different = false;  // the two did not match
};
struct ChoosePinStep {
    ChoosePinState state;
    std::vector<Effect> effects;
    bool is_done = false;
};
ChoosePinStep reduce(ChoosePinState state, const SignInEvent& event);

struct ChoosePinView {
    PanelView panel;
    std::string title;
    std::string note;
    std::string pin_label;
    int pin_length = 0;
    std::string again_label;
    int again_length = 0;
    SignInField field = SignInField::Number;
    std::string problem;
    Action submit;  // "pin.submit"
    std::string erase;
    std::string clear;
    std::string keyboard_note;
    bool operator==(const ChoosePinView&) const = default;
};
ChoosePinView make_view(const ChoosePinState& state, const Catalogue& catalogue);

}  // namespace asah::screens
