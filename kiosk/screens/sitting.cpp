#include "kiosk/screens/sitting.h"

#include <algorithm>
#include <utility>

#include "kiosk/core/base/assert.h"
#include "kiosk/screens/sitting_draft.h"

namespace asah::screens {

namespace {

using assessment::Response;

constexpr DurationMs kTickEvery{10'000};

std::size_t at(const SittingState& state) { return static_cast<std::size_t>(state.position); }

void send(SittingStep& step, assessment::EventBody body) {
    SittingState& state = step.state;
    const std::uint64_t number = state.next_number++;
    state.elapsed_sent = state.elapsed;
    step.effects.push_back(
        {number, SaveEvent{state.data.sitting.head.sitting, state.elapsed, std::move(body)}});
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

void send_choice(SittingStep& step) {
    const bool has_text = std::exchange(step.state.is_text_dirty, false);
    step.state.error.reset();
    send_answer(step, step.state.position, {.has_choice = true, .has_text = has_text});
}

void flush_text(SittingStep& step) {
    if (std::exchange(step.state.is_text_dirty, false)) {
        step.state.error.reset();
        send_answer(step, step.state.position, {.has_choice = false, .has_text = true});
    }
}

void go_to(SittingStep& step, int position) {
    flush_text(step);
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
        flush_text(step);
        state.goes_on_when_saved = false;
        state.overlay = SittingOverlay::Map;
    }
}

bool is_answer_on_the_way(const SittingState& state) {
    return state.awaited[at(state)] != 0 || state.awaited_text[at(state)] != 0;
}

void finish(SittingStep& step, assessment::FinishReason reason) {
    flush_text(step);
    SittingState& state = step.state;
    if (reason == assessment::FinishReason::TimeUp || state.elapsed > state.elapsed_sent) {
        send(step, assessment::Ticked{});
    }
    state.finish_reason = reason;
    state.overlay = SittingOverlay::Finishing;
    state.finishing = state.next_number++;
    step.effects.push_back(
        {*state.finishing, FinishSitting{state.data.sitting.head.sitting, reason}});
}

/// After a refusal: everything that differs from what is stored goes out again.
void retry(SittingStep& step) {
    SittingState& state = step.state;
    state.error.reset();
    state.overlay = SittingOverlay::None;
    state.awaited.assign(state.awaited.size(), 0);
    state.awaited_text.assign(state.awaited.size(), 0);
    state.is_text_dirty = false;
    const auto& stored = state.data.sitting;
    for (std::size_t i = 0; i < state.drafts.size(); ++i) {
        const int position = static_cast<int>(i);
        const Response& kept = stored.answers[i].response;
        if (state.drafts[i] != kept) {
            send_answer(step, position,
                        {.has_choice = !is_same_choice(state.drafts[i], kept),
                         .has_text = !is_same_text(state.drafts[i], kept)});
        }
        if (state.unsure[i] != stored.answers[i].is_unsure) {
            send(step, assessment::MarkedUnsure{position, state.unsure[i]});
        }
    }
    send(step, assessment::Visited{state.position});
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
    if (const auto* saved = std::get_if<Saved>(&outcome.body)) {
        take_saved(step, outcome.number, *saved);
    } else if (error != nullptr && !state.finishing) {
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
        flush_text(step);
    }
    if (state.elapsed - state.elapsed_sent >= kTickEvery) {
        flush_text(step);
        send(step, assessment::Ticked{});
    }
}

void on_item(SittingStep& step, const SittingEvent& event) {
    SittingState& state = step.state;
    if (const auto* option = std::get_if<OptionPressed>(&event)) {
        if (choose(state, option->option) && can_store(state)) {
            send_choice(step);
        }
    } else if (const auto* target = std::get_if<TargetPressed>(&event)) {
        if (pair_up(state, target->target)) {
            send_choice(step);
        }
    } else if (const auto* text = std::get_if<TextChanged>(&event)) {
        type(state, text->text);
    } else if (std::holds_alternative<NextPressed>(event)) {
        flush_text(step);
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
        flush_text(step);
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
    } else if (step.state.overlay == SittingOverlay::None) {
        on_item(step, event);
    } else {
        on_overlay(step, event);
    }
    return step;
}

}  // namespace asah::screens
