// The view of an item in a sitting; decides the mark "saved".
#include <algorithm>

#include "kiosk/core/items/decimal.h"
#include "kiosk/screens/sitting_parts.h"

namespace asah::screens {

namespace {

using assessment::ItemKind;

constexpr DurationMs kSavingShownAfter{150};
constexpr std::int64_t kBannerMinutes = 5;

using Words = SittingWords;

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

/// While something is on its way: dots, after a moment.
RowMark waiting_mark(const SittingState& state) {
    if (state.overlay == SittingOverlay::Unsaved) {
        return RowMark::Error;
    }
    const bool is_long =
        state.now && state.saving_since && *state.now - *state.saving_since >= kSavingShownAfter;
    return is_long ? RowMark::Saving : RowMark::None;
}

/// The mark of what was chosen on this item.
RowMark mark_of(const SittingState& state) {
    const auto index = static_cast<std::size_t>(state.position);
    if (state.awaited[index] != 0) {
        return waiting_mark(state);
    }
    const bool is_stored =
        is_same_choice(state.data.sitting.answers[index].response, state.drafts[index]);
    return is_stored ? RowMark::Saved : RowMark::None;
}

/// The mark of what was typed on this item.
RowMark text_mark_of(const SittingState& state) {
    const auto index = static_cast<std::size_t>(state.position);
    if (state.awaited_text[index] != 0) {
        return waiting_mark(state);
    }
    const bool is_stored =
        is_same_text(state.data.sitting.answers[index].response, state.drafts[index]);
    return is_stored ? RowMark::Saved : RowMark::None;
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
        rows.back().strength = step.value;
    }
    for (const auto& step : rule.outside_scale) {
        rows.push_back(
            row_of(words, step.code, "\u2013", step.text, words.draft().outside == step.code));
        rows.back().is_outside = true;
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
    const bool is_late = left->value <= kBannerMinutes * kMsPerMinute;
    if (is_late || !words.state.is_timer_hidden) {
        view.timer = clock_text(*left);
    }
    view.is_late = is_late;
    if (is_late && !words.state.is_banner_closed && words.state.overlay == SittingOverlay::None) {
        view.banner = words.text("quiz.five_minutes");
        view.banner_text = words.text("quiz.five_minutes_text");
        view.banner_close = {"quiz.banner", words.text("quiz.understood"), true};
    }
}

/// How the terminal reads the number that was typed.
std::string number_hint(const Words& words, const std::string& text) {
    if (text.empty()) {
        return {};
    }
    const auto reading = items::read_number(text);
    if (const auto* value = std::get_if<items::Decimal>(&reading)) {
        return words.text("quiz.number_read", {{"number", to_text(*value)}});
    }
    if (const auto* both = std::get_if<items::AmbiguousNumber>(&reading)) {
        return words.text("quiz.number_ambiguous", {{"decimal", to_text(both->as_decimal)},
                                                    {"grouped", to_text(both->as_grouped)}});
    }
    return words.text("quiz.number_unread");
}

void add_field(SittingView& view, const Words& words) {
    const assessment::Item& item = words.item();
    const bool is_note = item.kind == ItemKind::Statement;
    view.has_text_field =
        is_note || item.kind == ItemKind::Numeric || item.kind == ItemKind::ShortText;
    if (!view.has_text_field) {
        return;
    }
    view.text = is_note ? words.draft().note : words.draft().text;
    view.text_id = is_note ? "quiz.note" : "quiz.text";
    view.text_unit = item.unit.in(words.language);
    view.text_label = words.text(is_note ? "quiz.note" : "quiz.answer");
    if (is_note) {
        view.text_hint = words.text("quiz.note_optional");
        const std::string& prompt = item.evidence_prompt.in(words.language);
        view.text_hint += prompt.empty() ? "" : " \u00b7 " + prompt;
    }
    if (item.kind == ItemKind::Numeric) {
        view.text_hint = number_hint(words, view.text);
    }
    view.text_mark = view.text.empty() ? RowMark::None : text_mark_of(words.state);
    view.text_mark_text = mark_text(view.text_mark, words.catalogue);
}

void add_item(SittingView& view, const Words& words) {
    const assessment::Item& item = words.item();
    const std::string key = kind_key(item.kind);
    view.kind = item.kind;
    view.kicker = words.text("kind." + key);
    view.stem = item.stem.in(words.language);
    view.hint = words.text("hint." + key);
    if (item.kind == ItemKind::Statement) {
        view.hint =
            words.state.framework->self_assessment.period.in(words.language) + " " + view.hint;
    }
    if (item.kind == ItemKind::MultipleResponse) {
        view.count =
            words.text("quiz.chosen", {{"count", std::to_string(words.draft().chosen.size())}});
    }
    view.options = option_rows(words);
    view.targets = target_rows(words);
    add_field(view, words);
}

/// What stands beside the button that goes on: all of the answer is stored, or what is missing.
void add_next(SittingView& view, const Words& words) {
    const bool has_answer = !words.draft().is_empty();
    view.next = {"quiz.next", words.text("quiz.next"), has_answer};
    if (!has_answer) {
        view.next_note = words.text("quiz.missing");
    } else if (mark_of(words.state) == RowMark::Saved &&
               text_mark_of(words.state) == RowMark::Saved) {
        view.next_note = words.text("quiz.answer_saved");
        view.is_all_saved = true;
    }
}

}  // namespace

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
    add_next(view, words);
    view.back = {"quiz.back", words.text("quiz.back"), state.position > 0};
    view.unsure = {"quiz.unsure", words.text("quiz.unsure"), true};
    view.is_unsure = state.unsure[static_cast<std::size_t>(state.position)];
    view.skip = {"quiz.skip", words.text(is_statement ? "quiz.skip_statement" : "quiz.skip"), true};
    view.more_below = words.text("quiz.more_below");
    view.skip_short = words.text("quiz.skip_short");
    view.map = {"quiz.map", words.text("quiz.map"), true};
    view.finish = {"map.finish", words.text("map.finish"), true};
    view.close_map = {"map.close", words.text("map.close"), true};
    view.dialog = dialog_of(words);
    return view;
}

}  // namespace asah::screens
