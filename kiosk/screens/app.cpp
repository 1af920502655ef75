#include "kiosk/screens/app.h"

#include <algorithm>
#include <array>
#include <utility>

#include "kiosk/core/base/assert.h"

namespace asah::screens {

namespace {

std::uint64_t send(AppStep& step, EffectBody body) {
    const std::uint64_t number = step.state.next_number++;
    step.effects.push_back({number, std::move(body)});
    return number;
}

void go_home(AppStep& step) {
    ASAH_ASSERT(step.state.person.has_value());
    HomeState home;
    home.pending = send(step, LoadHome{step.state.person->id});
    step.state.screen = home;
}

void show_sign_in(AppStep& step) {
    SignInState state;
    state.next_number = step.state.next_number;
    state.now = step.state.now;
    step.state.person.reset();
    step.state.is_help_open = false;
    step.state.screen = std::move(state);
}

void sign_out(AppStep& step) {
    send(step, SignOut{});
    show_sign_in(step);
}

/// Hands the counter to the screen, takes it back, and takes its effects.
template <class State, class Event>
auto run(AppStep& step, State screen, const Event& event) {
    screen.next_number = step.state.next_number;
    auto inner = reduce(std::move(screen), event);
    step.state.next_number = inner.state.next_number;
    for (Effect& effect : inner.effects) {
        step.effects.push_back(std::move(effect));
    }
    step.state.screen = inner.state;
    return inner;
}

void run_sign_in(AppStep& step, const SignInState& screen, const SignInEvent& event) {
    const std::string pin = screen.pin;
    const auto inner = run(step, screen, event);
    if (!inner.signed_in) {
        return;
    }
    step.state.person = inner.signed_in->person;
    if (inner.signed_in->must_change_pin) {
        ChoosePinState choose;
        choose.person = inner.signed_in->person.id;
        choose.old_pin = pin;
        choose.next_number = step.state.next_number;
        step.state.screen = std::move(choose);
    } else {
        go_home(step);
    }
}

void run_choose_pin(AppStep& step, const ChoosePinState& screen, const SignInEvent& event) {
    if (run(step, screen, event).is_done) {
        go_home(step);
    }
}

void run_sitting(AppStep& step, const SittingState& screen, const SittingEvent& event) {
    const auto inner = run(step, screen, event);
    if (inner.finished) {
        step.state.screen = ResultState{*inner.finished, inner.state.framework};
    } else if (inner.has_left) {
        sign_out(step);
    }
}

/// Signs out; a sitting stores first what is on its screen.
void leave(AppStep& step) {
    const Screen screen = step.state.screen;
    if (const auto* sitting = std::get_if<SittingState>(&screen)) {
        run_sitting(step, *sitting, Left{});
    } else if (step.state.person) {
        sign_out(step);
    }
}

void open_sitting(AppStep& step, const assessment::OpenSitting& data,
                  assessment::FrameworkPtr framework) {
    if (!data.sitting.finished) {
        send(step, SaveEvent{data.sitting.head.sitting, data.sitting.elapsed,
                             assessment::Visited{data.sitting.position}});
    }
    SittingState sitting = begin_sitting(data, std::move(framework), step.state.next_number);
    sitting.now = step.state.now;
    step.state.screen = std::move(sitting);
}

void take_home(AppStep& step, HomeState home, const Outcome& outcome) {
    if (home.pending != outcome.number) {
        return;
    }
    home.pending.reset();
    if (const auto* data = std::get_if<assessment::Home>(&outcome.body)) {
        home.data = *data;
        home.error.reset();
    } else if (const auto* sitting = std::get_if<assessment::OpenSitting>(&outcome.body)) {
        open_sitting(step, *sitting, home.data->framework);
        return;
    } else if (const auto* summary = std::get_if<assessment::Summary>(&outcome.body)) {
        step.state.screen = ResultState{*summary, home.data->framework};
        return;
    } else if (const auto* error = std::get_if<Error>(&outcome.body)) {
        home.error = *error;
    }
    step.state.screen = std::move(home);
}

void take_start(AppStep& step, StartState start, const Outcome& outcome) {
    if (start.pending != outcome.number) {
        return;
    }
    start.pending.reset();
    if (const auto* sitting = std::get_if<assessment::OpenSitting>(&outcome.body)) {
        open_sitting(step, *sitting, start.framework);
        return;
    }
    if (const auto* error = std::get_if<Error>(&outcome.body)) {
        start.error = *error;
    }
    step.state.screen = std::move(start);
}

/// A sitting on the screen stores what is typed first; Revoked comes again after that.
void end_use(AppStep& step) {
    if (std::holds_alternative<SittingState>(step.state.screen)) {
        leave(step);
    } else {
        send(step, EndUse{});
    }
}

/// Whether the outcome is about the terminal as a whole, whatever is on the screen.
bool take_end_of_use(AppStep& step, const Outcome& outcome) {
    const auto* ready = std::get_if<assessment::Readiness>(&outcome.body);
    if (std::holds_alternative<Revoked>(outcome.body)) {
        end_use(step);
        return true;
    }
    if (ready == nullptr || !ready->out_of_use_since) {
        return false;
    }
    step.state.person.reset();
    step.state.place = {ready->authority_name, ready->terminal_name, ready->unit.value};
    step.state.screen = ReadyState{*ready, step.state.now};
    return true;
}

void take(AppStep& step, const Outcome& outcome) {
    if (take_end_of_use(step, outcome)) {
        return;
    }
    const Screen screen = step.state.screen;
    if (const auto* sign_in = std::get_if<SignInState>(&screen)) {
        run_sign_in(step, *sign_in, outcome);
    } else if (const auto* choose = std::get_if<ChoosePinState>(&screen)) {
        run_choose_pin(step, *choose, outcome);
    } else if (const auto* sitting = std::get_if<SittingState>(&screen)) {
        run_sitting(step, *sitting, outcome);
    } else if (const auto* home = std::get_if<HomeState>(&screen)) {
        take_home(step, *home, outcome);
    } else if (const auto* start = std::get_if<StartState>(&screen)) {
        take_start(step, *start, outcome);
    } else if (std::holds_alternative<ReadyState>(screen)) {
        if (const auto* data = std::get_if<assessment::Readiness>(&outcome.body)) {
            step.state.place = {data->authority_name, data->terminal_name, data->unit.value};
            step.state.screen = ReadyState{*data, std::get<ReadyState>(screen).asked};
        } else if (const auto* error = std::get_if<Error>(&outcome.body)) {
            step.state.screen = StoppedState{*error};
        }
    }
}

void ask_again(AppStep& step, BootMs now) {
    auto* ready = std::get_if<ReadyState>(&step.state.screen);
    if (ready == nullptr || (ready->asked && now - *ready->asked < kReadyEvery)) {
        return;
    }
    const bool is_first = !ready->asked;
    ready->asked = now;
    if (!is_first) {
        send(step, LoadReadiness{});
    }
}

void tick(AppStep& step, const Tick& now) {
    AppState& state = step.state;
    state.now = now.now;
    if (!state.last_touch) {
        state.last_touch = now.now;
    }
    ask_again(step, now.now);
    const Screen screen = state.screen;
    const auto* sitting = std::get_if<SittingState>(&screen);
    if (sitting != nullptr) {
        run_sitting(step, *sitting, now);
    } else if (const auto* sign_in = std::get_if<SignInState>(&screen)) {
        run_sign_in(step, *sign_in, now);
    }
    const DurationMs limit = sitting != nullptr ? kIdleSittingLimit : kIdleLimit;
    if (state.person && now.now - *state.last_touch >= limit) {
        leave(step);
    }
}

void wait_for(AppStep& step, const HomeState& home, EffectBody body) {
    HomeState waiting = home;
    waiting.error.reset();
    waiting.pending = send(step, std::move(body));
    step.state.screen = std::move(waiting);
}

void press_home(AppStep& step, const HomeState& home, const AppEvent& event) {
    if (!home.data || home.pending) {
        return;
    }
    const auto* offer = std::get_if<OfferPressed>(&event);
    const auto* result = std::get_if<ResultPressed>(&event);
    for (const assessment::Offer& each : home.data->offers) {
        if (std::holds_alternative<SealPressed>(event) && each.is_open_ended) {
            wait_for(step, home,
                     FinishSitting{*each.open_sitting, assessment::FinishReason::Person});
            return;
        }
        if (std::holds_alternative<ContinuePressed>(event) && each.open_sitting &&
            !each.is_open_ended) {
            wait_for(step, home, ResumeSitting{step.state.person->id, *each.open_sitting});
            return;
        }
        if (offer != nullptr && each.assessment.id == offer->assessment && !each.open_sitting) {
            step.state.screen = StartState{each, home.data->framework, std::nullopt, std::nullopt};
            return;
        }
    }
    for (const assessment::Summary& each : home.data->summaries) {
        if (result != nullptr && each.sitting == result->sitting) {
            step.state.screen = ResultState{each, home.data->framework};
            return;
        }
    }
}

void press_start(AppStep& step, const StartState& start, const AppEvent& event) {
    if (std::holds_alternative<BeginPressed>(event) && !start.pending) {
        StartState waiting = start;
        waiting.error.reset();
        waiting.pending = send(step, StartSitting{step.state.person->id, start.offer.assessment.id,
                                                  step.state.language});
        step.state.screen = std::move(waiting);
    } else if (std::holds_alternative<HomePressed>(event) && !start.pending) {
        go_home(step);
    }
}

constexpr std::array kTextPercents{100, 125, 150, 200};

void step_text_size(AppState& state, int by, bool comes_round) {
    const auto found = std::find(kTextPercents.begin(), kTextPercents.end(), state.text_percent);
    const auto count = static_cast<int>(kTextPercents.size());
    const int at = static_cast<int>(found - kTextPercents.begin()) + by;
    const int next = comes_round ? at % count : std::clamp(at, 0, count - 1);
    state.text_percent = kTextPercents[static_cast<std::size_t>(next)];
}

bool press_settings(AppState& state, const AppEvent& event) {
    if (std::holds_alternative<LanguagePressed>(event)) {
        state.language =
            state.language == Language::Indonesian ? Language::English : Language::Indonesian;
    } else if (std::holds_alternative<TextSizePressed>(event)) {
        step_text_size(state, 1, true);
    } else if (std::holds_alternative<TextLarger>(event)) {
        step_text_size(state, 1, false);
    } else if (std::holds_alternative<TextSmaller>(event)) {
        step_text_size(state, -1, false);
    } else if (std::holds_alternative<ContrastPressed>(event)) {
        state.is_high_contrast = !state.is_high_contrast;
    } else if (std::holds_alternative<HelpPressed>(event)) {
        state.is_help_open = true;
    } else if (std::holds_alternative<HelpClosed>(event)) {
        state.is_help_open = false;
        state.is_close_asked = false;
    } else if (std::holds_alternative<CloseAsked>(event)) {
        state.is_close_asked = true;
    } else {
        return false;
    }
    return true;
}

void press_screen(AppStep& step, const AppEvent& event) {
    const Screen screen = step.state.screen;
    const auto* field = std::get_if<SignInEvent>(&event);
    const auto* quiz = std::get_if<SittingEvent>(&event);
    if (const auto* sign_in = std::get_if<SignInState>(&screen); sign_in && field) {
        run_sign_in(step, *sign_in, *field);
    } else if (const auto* choose = std::get_if<ChoosePinState>(&screen); choose && field) {
        run_choose_pin(step, *choose, *field);
    } else if (const auto* sitting = std::get_if<SittingState>(&screen); sitting && quiz) {
        run_sitting(step, *sitting, *quiz);
    } else if (const auto* home = std::get_if<HomeState>(&screen)) {
        press_home(step, *home, event);
    } else if (const auto* start = std::get_if<StartState>(&screen)) {
        press_start(step, *start, event);
    } else if (std::holds_alternative<ResultState>(screen) &&
               std::holds_alternative<HomePressed>(event)) {
        go_home(step);
    } else if (const auto* ready = std::get_if<ReadyState>(&screen);
               ready && ready->data && !ready->data->out_of_use_since &&
               std::holds_alternative<SignInShown>(event)) {
        show_sign_in(step);
    }
}

void press(AppStep& step, const AppEvent& event) {
    step.state.last_touch = step.state.now;
    if (std::holds_alternative<Touched>(event)) {
        return;
    }
    const auto* missing = std::get_if<StationMissing>(&event);
    if (missing != nullptr) {
        step.state.screen = StoppedState{missing->error};
    } else if (press_settings(step.state, event)) {
        return;
    } else if (std::holds_alternative<SignOutPressed>(event)) {
        leave(step);
    } else {
        press_screen(step, event);
    }
}

}  // namespace

AppStep begin_app() {
    AppStep step;
    send(step, LoadReadiness{});
    return step;
}

AppStep reduce(AppState state, const AppEvent& event) {
    AppStep step;
    step.state = std::move(state);
    if (const auto* now = std::get_if<Tick>(&event)) {
        tick(step, *now);
    } else if (const auto* outcome = std::get_if<Outcome>(&event)) {
        take(step, *outcome);
    } else if (std::holds_alternative<ProgramEnds>(event)) {
        leave(step);
    } else {
        press(step, event);
    }
    return step;
}

}  // namespace asah::screens
