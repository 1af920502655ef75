#include "kiosk/screens/sitting.h"

#include <algorithm>
#include <utility>

#include "kiosk/core/base/assert.h"
#include "kiosk/screens/sitting_draft.h"

namespace asah::screens {

namespace {

using items::Response;

constexpr DurationMs kTickEvery{10'000};

std::size_t at(const SittingState& state) { return static_cast<std::size_t>(state.position); }

// An answer carries the working time of the touch or key that made it, not of its sending: text
// that waits for the end of a pause when the time is up was typed before the time was up.
void send(SittingStep& step, assessment::EventBody body) {
    SittingState& state = step.state;
    const bool is_tick = std::holds_alternative<assessment::Ticked>(body);
    state.elapsed_sent = std::max(state.elapsed_sent, is_tick ? state.elapsed : state.touched);
    state.last_sent = state.next_number++;
    step.effects.push_back({state.last_sent, SaveEvent{state.data.sitting.head.sitting,
                                                       state.elapsed_sent, std::move(body)}});
}

/// What of an answer waits for the store's word: each part has its own mark.
struct Parts {
    bool has_choice = false;
    bool has_text = false;
};

void send_answer(SittingStep& step, int position, Parts parts) {
    SittingState& state = step.state;
    const auto index = static_cast<std::size_t>(position);
    if (parts.has_choice) {
        state.awaited[index] = state.next_number;
    }
    if (parts.has_text) {
        state.awaited_text[index] = state.next_number;
    }
    state.saving_since = state.now;
    send(step, assessment::Answered{position, state.drafts[index]});
}

/// Sends what of this item was chosen or typed and not sent yet.
void flush(SittingStep& step) {
    const Parts parts{.has_choice = std::exchange(step.state.is_choice_dirty, false),
                      .has_text = std::exchange(step.state.is_text_dirty, false)};
    if (parts.has_choice || parts.has_text) {
        step.state.error.reset();
        send_answer(step, step.state.position, parts);
    }
}

void go_to(SittingStep& step, int position) {
    flush(step);
    SittingState& state = step.state;
    state.goes_on_when_saved = false;
    state.match_from.reset();
    state.overlay = SittingOverlay::None;
    if (position != state.position) {
        state.position = position;
        send(step, assessment::Visited{position});
    }
}

void go_on(SittingStep& step) {
    SittingState& state = step.state;
    if (state.position + 1 < static_cast<int>(state.data.items.size())) {
        go_to(step, state.position + 1);
    } else {
        flush(step);
        state.goes_on_when_saved = false;
        state.overlay = SittingOverlay::Map;
    }
}

bool is_answer_on_the_way(const SittingState& state) {
    return state.awaited[at(state)] != 0 || state.awaited_text[at(state)] != 0;
}

/// Goes on with the ending as far as the station has answered: answers, then all of the working
/// time, then the finish. A refusal stops it where it is.
void go_on_ending(SittingStep& step) {
    SittingState& state = step.state;
    const bool is_refused = state.overlay == SittingOverlay::Unsaved;
    if (state.ending == Ending::None || is_refused || state.last_sent != 0 || state.finishing) {
        return;
    }
    if (state.ending == Ending::Leave) {
        step.has_left = true;
    } else if (state.elapsed > state.elapsed_sent) {
        send(step, assessment::Ticked{});
    } else {
        state.finishing = state.next_number++;
        step.effects.push_back({*state.finishing, FinishSitting{state.data.sitting.head.sitting,
                                                                state.finish_reason}});
    }
}

void finish(SittingStep& step, assessment::FinishReason reason) {
    flush(step);
    step.state.finish_reason = reason;
    step.state.ending = Ending::Finish;
    step.state.overlay = SittingOverlay::Finishing;
    go_on_ending(step);
}

/// After a refusal: sends everything again that differs from what is stored, then goes on with the
/// ending that the refusal stopped.
void retry(SittingStep& step) {
    SittingState& state = step.state;
    state.error.reset();
    state.overlay =
        state.ending == Ending::Finish ? SittingOverlay::Finishing : SittingOverlay::None;
    state.awaited.assign(state.awaited.size(), 0);
    state.awaited_text.assign(state.awaited.size(), 0);
    state.is_text_dirty = false;
    state.is_choice_dirty = false;
    state.elapsed_sent = state.data.sitting.elapsed;
    state.retried_at = state.now;
    const auto& stored = state.data.sitting;
    for (std::size_t i = 0; i < state.drafts.size(); ++i) {
        const int position = static_cast<int>(i);
        const Response& kept = stored.answers[i].response;
        if (state.drafts[i] != kept) {
            send_answer(step, position,
                        {.has_choice = !items::is_same_choice(state.drafts[i], kept),
                         .has_text = !items::is_same_text(state.drafts[i], kept)});
        }
        if (state.unsure[i] != stored.answers[i].is_unsure) {
            send(step, assessment::MarkedUnsure{position, state.unsure[i]});
        }
    }
    send(step, assessment::Visited{state.position});
}

void leave(SittingStep& step) {
    SittingState& state = step.state;
    if (state.overlay == SittingOverlay::Finishing) {
        return;
    }
    if (state.overlay == SittingOverlay::Unsaved) {
        if (state.now && state.retried_at && *state.now - *state.retried_at < kRetryEvery) {
            return;
        }
        retry(step);
        if (state.ending == Ending::Finish) {
            return;
        }
    }
    flush(step);
    state.ending = Ending::Leave;
    go_on_ending(step);
}

void take_saved(SittingStep& step, std::uint64_t number, const Saved& saved) {
    SittingState& state = step.state;
    state.data.sitting = saved.sitting;
    for (auto* awaited : {&state.awaited, &state.awaited_text}) {
        std::replace(awaited->begin(), awaited->end(), number, std::uint64_t{0});
    }
    if (state.goes_on_when_saved && !is_answer_on_the_way(state) &&
        state.overlay == SittingOverlay::None) {
        go_on(step);
    }
}

void take(SittingStep& step, const Outcome& outcome) {
    SittingState& state = step.state;
    const auto* error = std::get_if<Error>(&outcome.body);
    if (state.finishing == outcome.number) {
        state.finishing.reset();
        if (error != nullptr) {
            state.error = *error;
            state.overlay = SittingOverlay::CannotSeal;
        } else if (const auto* summary = std::get_if<assessment::Summary>(&outcome.body)) {
            step.finished = *summary;
        }
        return;
    }
    if (state.last_sent == outcome.number) {
        state.last_sent = 0;
    }
    if (const auto* saved = std::get_if<Saved>(&outcome.body)) {
        take_saved(step, outcome.number, *saved);
        go_on_ending(step);
    } else if (error != nullptr) {
        state.error = *error;
        state.goes_on_when_saved = false;
        state.overlay = SittingOverlay::Unsaved;
    }
}

bool is_clock_running(const SittingState& state) {
    return state.overlay == SittingOverlay::None || state.overlay == SittingOverlay::Map ||
           state.overlay == SittingOverlay::Finish;
}

void tick(SittingStep& step, BootMs now) {
    SittingState& state = step.state;
    if (state.now && now > *state.now && is_clock_running(state)) {
        state.elapsed += now - *state.now;
    }
    state.now = now;
    if (!is_clock_running(state)) {
        return;
    }
    const std::optional<DurationMs> left = remaining(state);
    if (left && left->value == 0) {
        state.elapsed = state.data.sitting.head.time_limit + state.data.sitting.extended;
        finish(step, assessment::FinishReason::TimeUp);
        return;
    }
    if (state.is_text_dirty && state.typed_at && now - *state.typed_at >= kTypingPause) {
        flush(step);
    }
    if (state.elapsed - state.elapsed_sent >= kTickEvery) {
        flush(step);
        send(step, assessment::Ticked{});
    }
}

void on_item(SittingStep& step, const SittingEvent& event) {
    SittingState& state = step.state;
    if (const auto* option = std::get_if<OptionPressed>(&event)) {
        if (choose(state, option->option)) {
            state.is_choice_dirty = true;
            flush(step);
        }
    } else if (const auto* target = std::get_if<TargetPressed>(&event)) {
        if (pair_up(state, target->target)) {
            state.is_choice_dirty = true;
            flush(step);
        }
    } else if (const auto* text = std::get_if<TextChanged>(&event)) {
        type(state, text->text);
    } else if (std::holds_alternative<NextPressed>(event)) {
        flush(step);
        if (is_answer_on_the_way(state)) {
            state.goes_on_when_saved = true;
        } else if (!state.drafts[at(state)].is_empty()) {
            go_on(step);
        }
    } else if (std::holds_alternative<SkipPressed>(event)) {
        go_on(step);
    } else if (std::holds_alternative<BackPressed>(event)) {
        go_to(step, std::max(0, state.position - 1));
    } else if (std::holds_alternative<UnsurePressed>(event)) {
        state.unsure[at(state)] = !state.unsure[at(state)];
        send(step, assessment::MarkedUnsure{state.position, state.unsure[at(state)]});
    } else if (std::holds_alternative<TimerPressed>(event)) {
        state.is_timer_hidden = !state.is_timer_hidden;
    } else if (std::holds_alternative<BannerClosed>(event)) {
        state.is_banner_closed = true;
    } else if (std::holds_alternative<MapPressed>(event)) {
        flush(step);
        state.overlay = SittingOverlay::Map;
    }
}

void on_overlay(SittingStep& step, const SittingEvent& event) {
    SittingState& state = step.state;
    const auto* cell = std::get_if<CellPressed>(&event);
    const bool is_retry = std::holds_alternative<RetryPressed>(event);
    switch (state.overlay) {
        case SittingOverlay::Map:
            if (cell != nullptr && cell->position >= 0 &&
                cell->position < static_cast<int>(state.data.items.size())) {
                go_to(step, cell->position);
            } else if (std::holds_alternative<FinishPressed>(event)) {
                state.overlay = SittingOverlay::Finish;
            } else if (std::holds_alternative<DialogClosed>(event)) {
                state.overlay = SittingOverlay::None;
            }
            break;
        case SittingOverlay::Finish:
            if (std::holds_alternative<FinishConfirmed>(event) && !is_any_on_the_way(state)) {
                finish(step, assessment::FinishReason::Person);
            } else if (std::holds_alternative<DialogClosed>(event)) {
                state.overlay = SittingOverlay::Map;
            }
            break;
        case SittingOverlay::Unsaved:
            if (is_retry) {
                // Whoever presses is there: the screen stays.
                state.ending = state.ending == Ending::Leave ? Ending::None : state.ending;
                retry(step);
            }
            break;
        case SittingOverlay::CannotSeal:
            if (is_retry) {
                state.error.reset();
                finish(step, state.finish_reason);
            }
            break;
        case SittingOverlay::None:
        case SittingOverlay::Finishing:
            break;
    }
}

void touch(SittingStep& step, const SittingEvent& event) {
    SittingState& state = step.state;
    if (is_clock_running(state)) {
        state.touched = state.elapsed;
    }
    if (state.overlay == SittingOverlay::None) {
        on_item(step, event);
    } else {
        on_overlay(step, event);
    }
}

}  // namespace

bool is_any_on_the_way(const SittingState& state) {
    const auto is_sent = [](std::uint64_t number) { return number != 0; };
    return std::any_of(state.awaited.begin(), state.awaited.end(), is_sent) ||
           std::any_of(state.awaited_text.begin(), state.awaited_text.end(), is_sent);
}

DurationMs next_tick(const SittingState& state) {
    constexpr DurationMs kSoon{100};
    constexpr std::int64_t kSecond = 1000;
    if (state.is_text_dirty || state.finishing || is_any_on_the_way(state)) {
        return kSoon;
    }
    const auto left = remaining(state);
    if (!left || left->value == 0) {
        return {kSecond};
    }
    return {(left->value - 1) % kSecond + 1};
}

SittingState begin_sitting(assessment::OpenSitting data, assessment::FrameworkPtr framework,
                           std::uint64_t next_number) {
    ASAH_ASSERT(!data.items.empty() && data.items.size() == data.sitting.answers.size());
    SittingState state;
    state.position = data.sitting.position;
    state.elapsed = data.sitting.elapsed;
    state.elapsed_sent = state.elapsed;
    state.touched = state.elapsed;
    for (const assessment::Answer& answer : data.sitting.answers) {
        state.drafts.push_back(answer.response);
        state.unsure.push_back(answer.is_unsure);
    }
    state.awaited.assign(data.items.size(), 0);
    state.awaited_text.assign(data.items.size(), 0);
    if (data.sitting.finished) {  // ended before, but not sealed yet
        state.overlay = SittingOverlay::CannotSeal;
        state.finish_reason = *data.sitting.finished;
        state.error = Error{ErrorCode::SealFailed, {}, {}};
    }
    state.data = std::move(data);
    state.framework = std::move(framework);
    state.next_number = next_number;
    return state;
}

std::optional<DurationMs> remaining(const SittingState& state) {
    const auto& sitting = state.data.sitting;
    if (sitting.head.time_limit.value == 0) {
        return std::nullopt;
    }
    const DurationMs left = sitting.head.time_limit + sitting.extended - state.elapsed;
    return std::max(left, DurationMs{0});
}

SittingStep reduce(SittingState state, const SittingEvent& event) {
    SittingStep step;
    step.state = std::move(state);
    if (const auto* now = std::get_if<Tick>(&event)) {
        tick(step, now->now);
    } else if (const auto* outcome = std::get_if<Outcome>(&event)) {
        take(step, *outcome);
    } else if (std::holds_alternative<Left>(event)) {
        leave(step);
    } else {
        touch(step, event);
    }
    return step;
}

}  // namespace asah::screens
