#include "kiosk/screens/sitting.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "kiosk/core/base/assert.h"

namespace asah::screens {

namespace {

using assessment::ItemKind;
using assessment::Response;

constexpr DurationMs kTickEvery{10'000};
constexpr std::size_t kTextMax = 500;

std::size_t at(const SittingState& state) { return static_cast<std::size_t>(state.position); }

const assessment::Item& item_of(const SittingState& state) { return state.data.items[at(state)]; }

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

void toggle(std::vector<OptionId>& chosen, const OptionId& id) {
    const auto found = std::find(chosen.begin(), chosen.end(), id);
    if (found != chosen.end()) {
        chosen.erase(found);
    } else {
        chosen.push_back(id);
    }
}

/// Whether the draft changed.
bool choose(SittingState& state, const OptionId& id) {
    Response& draft = state.drafts[at(state)];
    const Response before = draft;
    switch (item_of(state).kind) {
        case ItemKind::SingleChoice:
        case ItemKind::TrueFalse:
        case ItemKind::Situational:
            draft.chosen = {id};
            break;
        case ItemKind::MultipleResponse:
            toggle(draft.chosen, id);
            std::sort(draft.chosen.begin(), draft.chosen.end());
            break;
        case ItemKind::Ordering:
            toggle(draft.chosen, id);
            break;
        case ItemKind::Matching:
            state.match_from = id;
            break;
        case ItemKind::Statement: {
            const bool is_step = id.value.size() == 1 && id.value[0] >= '1' && id.value[0] <= '5';
            draft.rating = is_step ? id.value[0] - '0' : 0;
            draft.outside = is_step ? std::string() : id.value;
            break;
        }
        case ItemKind::Numeric:
        case ItemKind::ShortText:
            break;
    }
    return draft != before;
}

bool has_option(const SittingState& state, const OptionId& id) {
    const assessment::Item& item = item_of(state);
    if (item.kind == ItemKind::Statement) {
        const auto& rule = state.framework->self_assessment;
        const auto is_code = [&](const auto& outside) { return outside.code == id.value; };
        return (id.value.size() == 1 && id.value[0] >= '1' && id.value[0] <= '5') ||
               std::any_of(rule.outside_scale.begin(), rule.outside_scale.end(), is_code);
    }
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const auto& option) { return option.id == id; });
}

std::string number_characters(const std::string& text) {
    std::string kept;
    std::copy_if(text.begin(), text.end(), std::back_inserter(kept),
                 [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '-'; });
    return kept;
}

/// At most kTextMax bytes, never a part of a character.
std::string shortened(std::string text) {
    std::size_t size = std::min(text.size(), kTextMax);
    while (size < text.size() && size > 0 &&
           (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    text.resize(size);
    return text;
}

void type(SittingState& state, const std::string& text) {
    const ItemKind kind = item_of(state).kind;
    Response& draft = state.drafts[at(state)];
    std::string& field = kind == ItemKind::Statement ? draft.note : draft.text;
    std::string next = shortened(kind == ItemKind::Numeric ? number_characters(text) : text);
    if (next == field) {
        return;
    }
    field = std::move(next);
    state.is_text_dirty = true;
    state.typed_at = state.now;
}

/// An ordering is stored when every step has its number, or none has.
bool can_store(const SittingState& state) {
    const assessment::Item& item = item_of(state);
    const std::size_t count = state.drafts[at(state)].chosen.size();
    return item.kind != ItemKind::Ordering || count == 0 || count == item.options.size();
}

void pair_up(SittingStep& step, const OptionId& target) {
    SittingState& state = step.state;
    const auto& targets = item_of(state).targets;
    const bool is_known = std::any_of(targets.begin(), targets.end(),
                                      [&](const auto& option) { return option.id == target; });
    if (!state.match_from || !is_known) {
        return;
    }
    auto& pairs = state.drafts[at(state)].pairs;
    std::erase_if(pairs, [&](const auto& pair) {
        return pair.first == *state.match_from || pair.second == target;
    });
    pairs.emplace_back(*state.match_from, target);
    std::sort(pairs.begin(), pairs.end());
    state.match_from.reset();
    send_choice(step);
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
        if (has_option(state, option->option) && choose(state, option->option) &&
            can_store(state)) {
            send_choice(step);
        }
    } else if (const auto* target = std::get_if<TargetPressed>(&event)) {
        pair_up(step, target->target);
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

bool is_same_choice(const Response& a, const Response& b) {
    return a.chosen == b.chosen && a.pairs == b.pairs && a.rating == b.rating &&
           a.outside == b.outside;
}

bool is_same_text(const Response& a, const Response& b) {
    return a.text == b.text && a.note == b.note;
}

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
