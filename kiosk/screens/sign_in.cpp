#include "kiosk/screens/sign_in.h"

#include <charconv>
#include <utility>

#include "kiosk/core/base/assert.h"

namespace asah::screens {

namespace {

constexpr std::size_t kPinLength = 6;
constexpr std::size_t kShortLength = 6;
constexpr std::size_t kNipLength = 18;

bool is_complete(const std::string& number) {
    return number.size() == kShortLength || number.size() == kNipLength;
}

void add_digit(std::string& text, char digit, std::size_t limit) {
    if (digit >= '0' && digit <= '9' && text.size() < limit) {
        text.push_back(digit);
    }
}

void erase_last(std::string& text) {
    if (!text.empty()) {
        text.pop_back();
    }
}

/// "19740802 199402 1 002", as far as it is typed.
std::string grouped_digits(const std::string& digits) {
    if (digits.size() <= kShortLength) {
        return digits;
    }
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == 8 || i == 14 || i == 15) {
            text.push_back(' ');
        }
        text.push_back(digits[i]);
    }
    return text;
}

/// The seconds of a PinDelay; nothing for another error.
std::optional<DurationMs> delay_of(const Error& error) {
    std::int64_t seconds = 0;
    const char* const end = error.detail.data() + error.detail.size();
    const auto parsed = std::from_chars(error.detail.data(), end, seconds);
    if (error.code != ErrorCode::PinDelay || parsed.ec != std::errc{} || parsed.ptr != end) {
        return std::nullopt;
    }
    return DurationMs{seconds * 1000};
}

/// A delay is said with the seconds that are left now.
std::string problem_text(const SignInState& state, const Catalogue& catalogue) {
    std::optional<Error> error = state.error;
    if (error && state.closed_until && state.now) {
        const DurationMs left = *state.closed_until - *state.now;
        error->detail = std::to_string((left.value + 999) / 1000);
        return describe(*error, catalogue).what;  // what to do then stands in the button below
    }
    return error_text(error, catalogue);
}

PanelView make_panel(std::string welcome, std::string promise, const Catalogue& catalogue) {
    return {catalogue.text("app.brand"),
            std::move(welcome),
            std::move(promise),
            {catalogue.text("panel.private"), catalogue.text("panel.saved")},
            {}};
}

void reopen(SignInState& state) {
    state.closed_until.reset();
    state.error.reset();
}

void take(SignInStep& step, const Outcome& outcome) {
    SignInState& state = step.state;
    if (state.pending != outcome.number) {
        return;
    }
    state.pending.reset();
    state.pin.clear();
    if (const auto* error = std::get_if<Error>(&outcome.body)) {
        state.error = *error;
        state.field = SignInField::Pin;
        const auto delay = delay_of(*error);
        if (delay && state.now) {
            state.closed_until = *state.now + *delay;
        }
    } else if (const auto* person = std::get_if<assessment::SignedIn>(&outcome.body)) {
        step.signed_in = *person;
    }
}

void press(SignInStep& step, const SignInEvent& event) {
    SignInState& state = step.state;
    const bool is_pin = state.field == SignInField::Pin;
    std::string& text = is_pin ? state.pin : state.number;
    const std::string number = state.number;
    if (const auto* digit = std::get_if<DigitPressed>(&event)) {
        add_digit(text, digit->digit, is_pin ? kPinLength : kNipLength);
    } else if (std::holds_alternative<ErasePressed>(event)) {
        erase_last(text);
    } else if (std::holds_alternative<ClearPressed>(event)) {
        text.clear();
    } else if (const auto* field = std::get_if<FieldPressed>(&event)) {
        state.field = field->field;
    } else if (state.closed_until) {
        return;
    } else if (is_complete(state.number) && !is_pin && state.pin.empty()) {
        state.field = SignInField::Pin;
    } else if (is_complete(state.number) && state.pin.size() == kPinLength) {
        state.pending = state.next_number++;
        state.error.reset();
        step.effects.push_back({*state.pending, SignIn{state.number, state.pin}});
    }
    const bool is_typed = std::holds_alternative<DigitPressed>(event) && !state.closed_until;
    if (state.number != number || is_typed) {
        reopen(state);  // a delay is one person's, not the kiosk's
    }
}

void tick(SignInState& state, BootMs now) {
    state.now = now;
    if (state.closed_until && now >= *state.closed_until) {
        reopen(state);
    }
}
void tick(ChoosePinState& /*state*/, BootMs /*now*/) {}

void take(ChoosePinStep& step, const Outcome& outcome) {
    ChoosePinState& state = step.state;
    if (state.pending != outcome.number) {
        return;
    }
    state.pending.reset();
    if (const auto* error = std::get_if<Error>(&outcome.body)) {
        state.error = *error;
        state.pin.clear();
        state.again.clear();
        state.field = SignInField::Number;
    } else {
        step.is_done = true;
    }
}

void submit(ChoosePinStep& step) {
    ChoosePinState& state = step.state;
    if (state.pin.size() != kPinLength) {
        return;
    }
    if (state.field == SignInField::Number && state.again.empty()) {
        state.field = SignInField::Pin;
    } else if (state.again.size() == kPinLength && state.again != state.pin) {
        state.is_different = true;
        state.again.clear();
    } else if (state.again == state.pin) {
        state.pending = state.next_number++;
        step.effects.push_back({*state.pending, ChangePin{state.person, state.old_pin, state.pin}});
    }
}

void press(ChoosePinStep& step, const SignInEvent& event) {
    ChoosePinState& state = step.state;
    std::string& text = state.field == SignInField::Pin ? state.again : state.pin;
    if (const auto* digit = std::get_if<DigitPressed>(&event)) {
        state.error.reset();
        state.is_different = false;
        add_digit(text, digit->digit, kPinLength);
    } else if (std::holds_alternative<ErasePressed>(event)) {
        erase_last(text);
    } else if (std::holds_alternative<ClearPressed>(event)) {
        text.clear();
    } else if (const auto* field = std::get_if<FieldPressed>(&event)) {
        state.field = field->field;
    } else {
        submit(step);
    }
}

/// While an effect is under way the fields stand still.
template <class Step, class State>
Step step_of(State state, const SignInEvent& event) {
    Step step;
    step.state = std::move(state);
    if (const auto* outcome = std::get_if<Outcome>(&event)) {
        take(step, *outcome);
    } else if (const auto* now = std::get_if<Tick>(&event)) {
        tick(step.state, now->now);
    } else if (!step.state.pending) {
        press(step, event);
    }
    return step;
}

}  // namespace

SignInStep reduce(SignInState state, const SignInEvent& event) {
    return step_of<SignInStep>(std::move(state), event);
}

ChoosePinStep reduce(ChoosePinState state, const SignInEvent& event) {
    return step_of<ChoosePinStep>(std::move(state), event);
}

SignInView make_view(const SignInState& state, const Catalogue& catalogue) {
    SignInView view;
    view.title = catalogue.text("signin.title");
    view.number_label = catalogue.text("signin.number");
    view.number = grouped_digits(state.number);
    view.is_number_complete = is_complete(state.number);
    const Values count{{"count", std::to_string(state.number.size())}};
    view.number_note = view.is_number_complete ? catalogue.text("signin.number_complete", count)
                                               : catalogue.text("signin.number_note");
    view.pin_label = catalogue.text("signin.pin");
    view.pin_length = static_cast<int>(state.pin.size());
    view.pin_note = catalogue.text("signin.pin_note");
    view.field = state.field;
    view.problem = problem_text(state, catalogue);
    view.submit = {"signin.submit", catalogue.text("signin.submit"),
                   view.is_number_complete && state.pin.size() == kPinLength && !state.pending &&
                       !state.closed_until};
    view.panel =
        make_panel(catalogue.text("panel.welcome"), catalogue.text("panel.promise"), catalogue);
    view.keyboard_note = catalogue.text("keypad.keyboard");
    view.forgot = catalogue.text("signin.forgot");
    view.erase = catalogue.text("keypad.erase");
    view.clear = catalogue.text("keypad.clear");
    return view;
}

ChoosePinView make_view(const ChoosePinState& state, const Catalogue& catalogue) {
    ChoosePinView view;
    view.title = catalogue.text("pin.title");
    view.note = catalogue.text("pin.note");
    view.pin_label = catalogue.text("pin.new");
    view.pin_length = static_cast<int>(state.pin.size());
    view.again_label = catalogue.text("pin.again");
    view.again_length = static_cast<int>(state.again.size());
    view.field = state.field;
    view.problem =
        state.is_different ? catalogue.text("pin.different") : error_text(state.error, catalogue);
    view.panel = make_panel(catalogue.text("pin.panel"), view.note, catalogue);
    view.keyboard_note = catalogue.text("keypad.keyboard");
    view.submit = {"pin.submit", catalogue.text("pin.submit"),
                   state.pin.size() == kPinLength && !state.pending};
    view.erase = catalogue.text("keypad.erase");
    view.clear = catalogue.text("keypad.clear");
    return view;
}

}  // namespace asah::screens
