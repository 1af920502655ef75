#include <algorithm>

#include "kiosk/screens/sitting.h"

namespace asah::screens {

namespace {

using assessment::ItemKind;

constexpr DurationMs kSavingShownAfter{150};
constexpr std::int64_t kBannerMinutes = 5;
constexpr std::int64_t kSecondsPerMinute = 60;
constexpr std::int64_t kSecondsPerHour = 3600;

struct Words {
    const SittingState& state;
    const Catalogue& catalogue;
    Language language;
    [[nodiscard]] const assessment::Item& item() const {
        return state.data.items[static_cast<std::size_t>(state.position)];
    }
    [[nodiscard]] const assessment::Response& draft() const {
        return state.drafts[static_cast<std::size_t>(state.position)];
    }
    [[nodiscard]] std::string text(std::string_view key) const { return catalogue.text(key); }
    [[nodiscard]] std::string text(std::string_view key, const Values& values) const {
        return catalogue.text(key, values);
    }
};

std::string kind_key(ItemKind kind) {
    switch (kind) {
        case ItemKind::SingleChoice:
            return "single_choice";
        case ItemKind::MultipleResponse:
            return "multiple_response";
        case ItemKind::TrueFalse:
            return "true_false";
        case ItemKind::Situational:
            return "situational";
        case ItemKind::Numeric:
            return "numeric";
        case ItemKind::ShortText:
            return "short_text";
        case ItemKind::Ordering:
            return "ordering";
        case ItemKind::Matching:
            return "matching";
        case ItemKind::Statement:
            return "statement";
    }
    return "single_choice";
}

/// The mark of what was touched last on this item.
RowMark mark_of(const SittingState& state) {
    const auto index = static_cast<std::size_t>(state.position);
    const auto& draft = state.drafts[index];
    if (state.awaited[index] != 0) {
        if (state.overlay == SittingOverlay::Unsaved) {
            return RowMark::Error;
        }
        const bool is_long = state.now && state.saving_since &&
                             *state.now - *state.saving_since >= kSavingShownAfter;
        return is_long ? RowMark::Saving : RowMark::None;
    }
    const bool is_stored = state.data.sitting.answers[index].response == draft;
    return is_stored && !draft.is_empty() ? RowMark::Saved : RowMark::None;
}

std::string mark_text(RowMark mark, const Catalogue& catalogue) {
    switch (mark) {
        case RowMark::None:
            return {};
        case RowMark::Saving:
            return catalogue.text("quiz.saving");
        case RowMark::Saved:
            return catalogue.text("quiz.saved");
        case RowMark::Error:
            return catalogue.text("quiz.not_saved");
    }
    return {};
}

OptionView row_of(const Words& words, const std::string& id, std::string letter,
                  const LocalText& text, bool is_selected) {
    OptionView row;
    row.id = "quiz.option." + id;
    row.letter = std::move(letter);
    row.text = text.in(words.language);
    row.is_selected = is_selected;
    row.mark = is_selected ? mark_of(words.state) : RowMark::None;
    row.mark_text = mark_text(row.mark, words.catalogue);
    return row;
}

std::vector<OptionView> statement_rows(const Words& words) {
    std::vector<OptionView> rows;
    const auto& rule = words.state.framework->self_assessment;
    for (const auto& step : rule.scale) {
        const std::string number = std::to_string(step.value);
        rows.push_back(
            row_of(words, number, number, step.text, words.draft().rating == step.value));
    }
    for (const auto& step : rule.outside_scale) {
        rows.push_back(
            row_of(words, step.code, "-", step.text, words.draft().outside == step.code));
    }
    return rows;
}

std::vector<OptionView> option_rows(const Words& words) {
    if (words.item().kind == ItemKind::Statement) {
        return statement_rows(words);
    }
    std::vector<OptionView> rows;
    const auto& chosen = words.draft().chosen;
    const auto& pairs = words.draft().pairs;
    char letter = 'A';
    for (const auto& option : words.item().options) {
        const auto found = std::find(chosen.begin(), chosen.end(), option.id);
        const bool is_paired = std::any_of(
            pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == option.id; });
        std::string disc(1, letter++);
        if (words.item().kind == ItemKind::Ordering) {
            disc =
                found == chosen.end() ? std::string() : std::to_string(found - chosen.begin() + 1);
        }
        const bool is_selected =
            found != chosen.end() || is_paired || words.state.match_from == option.id;
        rows.push_back(row_of(words, option.id.value, std::move(disc), option.text, is_selected));
    }
    return rows;
}

std::vector<OptionView> target_rows(const Words& words) {
    std::vector<OptionView> rows;
    const auto& options = words.item().options;
    for (const auto& target : words.item().targets) {
        OptionView row;
        row.id = "quiz.target." + target.id.value;
        row.text = target.text.in(words.language);
        for (const auto& [option, to] : words.draft().pairs) {
            if (to == target.id) {
                const auto found =
                    std::find_if(options.begin(), options.end(),
                                 [&](const auto& each) { return each.id == option; });
                row.letter = std::string(1, static_cast<char>('A' + (found - options.begin())));
                row.is_selected = true;
                row.mark = mark_of(words.state);
                row.mark_text = mark_text(row.mark, words.catalogue);
            }
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

CellState cell_state(const SittingState& state, std::size_t index) {
    if (state.unsure[index]) {
        return CellState::Unsure;
    }
    return state.data.sitting.answers[index].response.is_empty() ? CellState::Empty
                                                                 : CellState::Answered;
}

struct Counts {
    int answered = 0;
    int unsure = 0;
    int empty = 0;
    std::string empty_numbers;
};

Counts count(const SittingState& state) {
    Counts counts;
    for (std::size_t i = 0; i < state.drafts.size(); ++i) {
        counts.unsure += state.unsure[i] ? 1 : 0;
        if (state.data.sitting.answers[i].response.is_empty()) {
            ++counts.empty;
            counts.empty_numbers += (counts.empty > 1 ? ", " : "") + std::to_string(i + 1);
        } else {
            ++counts.answered;
        }
    }
    return counts;
}

DialogView finish_dialog(const Words& words) {
    const Counts counts = count(words.state);
    DialogView dialog;
    dialog.question = words.text("finish.question");
    dialog.sentence = words.text("finish.sentence");
    dialog.facts.push_back(words.text("finish.saved", {{"count", std::to_string(counts.answered)},
                                                       {"unsure", std::to_string(counts.unsure)}}));
    if (counts.empty > 0) {
        dialog.facts.push_back(words.text("finish.empty", {{"count", std::to_string(counts.empty)},
                                                           {"numbers", counts.empty_numbers}}));
    }
    if (const auto left = remaining(words.state)) {
        dialog.facts.push_back(words.text("finish.time", {{"time", clock_text(*left)}}));
    }
    dialog.safe = {"finish.back", words.text("finish.back"), true};
    const auto& awaited = words.state.awaited;
    const bool is_all_stored =
        std::all_of(awaited.begin(), awaited.end(), [](auto number) { return number == 0; });
    dialog.other = Action{"finish.confirm", words.text("finish.confirm"), is_all_stored};
    return dialog;
}

std::string staff_code(const Words& words) {
    const Error error = words.state.error.value_or(Error{});
    return words.text("unsaved.staff", {{"code", std::to_string(static_cast<int>(error.code))},
                                        {"name", std::string(error_key(error.code))}});
}

DialogView unsaved_dialog(const Words& words) {
    DialogView dialog;
    dialog.question = words.text("unsaved.title");
    dialog.sentence = words.text("unsaved.sentence");
    dialog.facts.push_back(
        words.text("unsaved.safe", {{"count", std::to_string(count(words.state).answered)}}));
    if (const auto left = remaining(words.state)) {
        dialog.facts.push_back(words.text("unsaved.time", {{"time", clock_text(*left)}}));
    }
    dialog.safe = {"unsaved.retry", words.text("unsaved.retry"), true};
    dialog.staff_note = words.text("unsaved.call") + " " + staff_code(words);
    return dialog;
}

DialogView unsealed_dialog(const Words& words) {
    DialogView dialog;
    dialog.question = words.text("unsealed.title");
    dialog.sentence = words.text("unsealed.sentence");
    dialog.safe = {"unsaved.retry", words.text("unsealed.retry"), true};
    dialog.staff_note = words.text("unsaved.call") + " " + staff_code(words);
    return dialog;
}

std::optional<DialogView> dialog_of(const Words& words) {
    switch (words.state.overlay) {
        case SittingOverlay::None:
        case SittingOverlay::Map:
            return std::nullopt;
        case SittingOverlay::Finish:
            return finish_dialog(words);
        case SittingOverlay::Unsaved:
            return unsaved_dialog(words);
        case SittingOverlay::CannotSeal:
            return unsealed_dialog(words);
        case SittingOverlay::Finishing: {
            DialogView dialog;
            dialog.question = words.text("finishing.title");
            dialog.sentence = words.text("finishing.sentence");
            dialog.safe = {"finishing.wait", words.text("finishing.wait"), false};
            return dialog;
        }
    }
    return std::nullopt;
}

void add_timer(SittingView& view, const Words& words) {
    const auto left = remaining(words.state);
    if (!left) {
        view.timer_label = words.text("quiz.no_limit");
        return;
    }
    view.has_timer = true;
    view.is_timer_paused = words.state.overlay == SittingOverlay::Unsaved ||
                           words.state.overlay == SittingOverlay::CannotSeal;
    view.timer_label = words.text(view.is_timer_paused ? "quiz.time_paused" : "quiz.time_left");
    const bool is_late = left->value <= kBannerMinutes * kSecondsPerMinute * 1000;
    if (is_late || !words.state.is_timer_hidden) {
        view.timer = clock_text(*left);
    }
    if (is_late) {
        view.banner = words.text("quiz.five_minutes");
    }
}

void add_item(SittingView& view, const Words& words) {
    const assessment::Item& item = words.item();
    const std::string key = kind_key(item.kind);
    view.kind = item.kind;
    view.kicker = words.text("kind." + key);
    view.stem = item.stem.in(words.language);
    view.hint = words.text("hint." + key);
    view.options = option_rows(words);
    view.targets = target_rows(words);
    const bool is_note = item.kind == ItemKind::Statement;
    view.has_text_field =
        is_note || item.kind == ItemKind::Numeric || item.kind == ItemKind::ShortText;
    if (!view.has_text_field) {
        return;
    }
    view.text = is_note ? words.draft().note : words.draft().text;
    view.text_unit = item.unit.in(words.language);
    view.text_label =
        is_note ? words.text("quiz.note", {{"prompt", item.evidence_prompt.in(words.language)}})
                : words.text("quiz.answer");
    view.text_mark = view.text.empty() ? RowMark::None : mark_of(words.state);
    view.text_mark_text = mark_text(view.text_mark, words.catalogue);
}

void add_map(SittingView& view, const Words& words) {
    for (std::size_t i = 0; i < words.state.drafts.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        view.cells.push_back({"map.cell." + number, number, cell_state(words.state, i),
                              static_cast<int>(i) == words.state.position});
    }
    const Counts counts = count(words.state);
    view.map_counts = {words.text("map.answered", {{"count", std::to_string(counts.answered)}}),
                       words.text("map.unsure", {{"count", std::to_string(counts.unsure)}}),
                       words.text("map.empty", {{"count", std::to_string(counts.empty)}})};
    view.is_map_open =
        words.state.overlay == SittingOverlay::Map || words.state.overlay == SittingOverlay::Finish;
    view.map_hint = words.text("map.hint");
}

}  // namespace

std::string clock_text(DurationMs duration) {
    const std::int64_t seconds = (duration.value + 999) / 1000;
    const auto two = [](std::int64_t number) {
        return (number < 10 ? "0" : "") + std::to_string(number);
    };
    const std::string rest =
        two(seconds % kSecondsPerHour / kSecondsPerMinute) + "." + two(seconds % kSecondsPerMinute);
    const std::int64_t hours = seconds / kSecondsPerHour;
    return hours > 0 ? std::to_string(hours) + "." + rest : rest;
}

SittingView make_view(const SittingState& state, const Catalogue& catalogue, Language language) {
    const Words words{state, catalogue, language};
    SittingView view;
    view.title = state.data.assessment.title.in(language);
    const bool is_statement = words.item().kind == ItemKind::Statement;
    view.position = words.text(is_statement ? "quiz.statement_position" : "quiz.position",
                               {{"number", std::to_string(state.position + 1)},
                                {"count", std::to_string(state.drafts.size())}});
    add_timer(view, words);
    add_item(view, words);
    add_map(view, words);
    const bool has_answer = !words.draft().is_empty();
    view.back = {"quiz.back", words.text("quiz.back"), state.position > 0};
    view.unsure = {"quiz.unsure", words.text("quiz.unsure"), true};
    view.is_unsure = state.unsure[static_cast<std::size_t>(state.position)];
    view.skip = {"quiz.skip", words.text("quiz.skip"), true};
    view.next = {"quiz.next", words.text("quiz.next"), has_answer};
    view.map = {"quiz.map", words.text("quiz.map"), true};
    view.finish = {"map.finish", words.text("map.finish"), true};
    view.close_map = {"map.close", words.text("map.close"), true};
    view.dialog = dialog_of(words);
    return view;
}

}  // namespace asah::screens
