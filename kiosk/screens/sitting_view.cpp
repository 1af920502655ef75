// The view of an item in a sitting; decides the mark "saved".
#include <algorithm>

#include "kiosk/core/base/text.h"
#include "kiosk/core/items/decimal.h"
#include "kiosk/core/items/edit.h"
#include "kiosk/core/items/limits.h"
#include "kiosk/core/items/words.h"
#include "kiosk/screens/sitting_draft.h"
#include "kiosk/screens/sitting_parts.h"

namespace asah::screens {

namespace {

constexpr DurationMs kSavingShownAfter{150};
constexpr std::int64_t kBannerMinutes = 5;

using Words = SittingWords;

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
        items::is_same_choice(state.data.sitting.answers[index].response, state.drafts[index]);
    return is_stored ? RowMark::Saved : RowMark::None;
}

/// The mark of what was typed on this item.
RowMark text_mark_of(const SittingState& state) {
    const auto index = static_cast<std::size_t>(state.position);
    if (state.awaited_text[index] != 0) {
        return waiting_mark(state);
    }
    const bool is_stored =
        items::is_same_text(state.data.sitting.answers[index].response, state.drafts[index]);
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

/// Options with their letters; `is_selected` says which ones the answer holds.
template <class Selected>
std::vector<OptionView> option_rows(const Words& words, const std::vector<items::Option>& options,
                                    Selected&& is_selected) {
    std::vector<OptionView> rows;
    char letter = 'A';
    for (const auto& option : options) {
        rows.push_back(row_of(words, option.id.value, std::string(1, letter++), option.text,
                              is_selected(option.id)));
    }
    return rows;
}

bool is_chosen(const Words& words, const OptionId& id) {
    const auto& chosen = words.draft().chosen();
    return std::find(chosen.begin(), chosen.end(), id) != chosen.end();
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

/// Characters typed and how many are allowed; at the limit that nothing more fits.
std::string counter(const Words& words, const std::string& text) {
    const auto count = character_count(text);
    const Values values{{"count", std::to_string(count)},
                        {"max", std::to_string(items::kAnswerCharactersMax)}};
    return words.text(count < items::kAnswerCharactersMax ? "quiz.text_count" : "quiz.text_full",
                      values);
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
    if (std::holds_alternative<items::AmbiguousNumber>(reading)) {
        return words.text("quiz.number_ambiguous");
    }
    return character_count(text) < items::kAnswerCharactersMax ? words.text("quiz.number_unread")
                                                               : counter(words, text);
}

void add_text(SittingView& view, const Words& words, TextField field, const std::string& text) {
    const bool is_note = field == TextField::Note;
    view.text_field = field;
    view.text = text;
    view.text_id = is_note ? "quiz.note" : "quiz.text";
    view.text_label = words.text(is_note ? "quiz.note" : "quiz.answer");
    view.text_mark = text.empty() ? RowMark::None : text_mark_of(words.state);
    view.text_mark_text = mark_text(view.text_mark, words.catalogue);
}

/// What is special to each kind of item. A new kind is one more function.
struct AddBody {
    SittingView& view;
    const Words& words;

    void add_choices(const std::vector<items::Option>& options) const {
        view.options =
            option_rows(words, options, [&](const OptionId& id) { return is_chosen(words, id); });
    }
    void operator()(const items::SingleChoice& kind) const { add_choices(kind.options); }
    void operator()(const items::TrueFalse& kind) const { add_choices(kind.options); }
    void operator()(const items::Situational& kind) const { add_choices(kind.options); }
    void operator()(const items::MultipleResponse& kind) const {
        add_choices(kind.options);
        view.shape = OptionShape::Several;
        view.count =
            words.text("quiz.chosen", {{"count", std::to_string(words.draft().chosen().size())}});
    }
    void operator()(const items::Ordering& kind) const {
        add_choices(kind.options);
        const auto& order = words.draft().chosen();
        add_count(order.size(), kind.options.size());
        for (std::size_t i = 0; i < kind.options.size(); ++i) {
            const auto found = std::find(order.begin(), order.end(), kind.options[i].id);
            view.options[i].letter =
                found == order.end() ? std::string() : std::to_string(found - order.begin() + 1);
        }
    }
    void operator()(const items::Matching& kind) const {
        const auto& pairs = words.draft().pairs();
        add_count(pairs.size(), kind.options.size());
        view.options = option_rows(words, kind.options, [&](const OptionId& id) {
            return words.state.match_from == id ||
                   std::any_of(pairs.begin(), pairs.end(),
                               [&](const auto& pair) { return pair.first == id; });
        });
        for (const auto& target : kind.targets) {
            OptionView row;
            row.id = "quiz.target." + target.id.value;
            row.text = target.text.in(words.language);
            const auto pair = std::find_if(pairs.begin(), pairs.end(), [&](const auto& each) {
                return each.second == target.id;
            });
            if (pair != pairs.end()) {
                const auto term =
                    std::find_if(kind.options.begin(), kind.options.end(),
                                 [&](const auto& option) { return option.id == pair->first; });
                row.letter = std::string(1, static_cast<char>('A' + (term - kind.options.begin())));
                row.is_selected = true;
                row.mark = mark_of(words.state);
                row.mark_text = mark_text(row.mark, words.catalogue);
            }
            view.targets.push_back(std::move(row));
        }
    }
    void operator()(const items::Numeric& kind) const {
        add_text(view, words, TextField::Number, words.draft().text());
        view.text_unit = kind.unit.in(words.language);
        view.text_hint = number_hint(words, view.text);
        view.is_text_unclear =
            items::progress_of(words.item(), words.draft()) == items::Progress::Unclear;
        const auto reading = items::read_number(view.text);
        if (const auto* both = std::get_if<items::AmbiguousNumber>(&reading)) {
            view.options = {reading_row(items::kDecimalReading, both->as_decimal),
                            reading_row(items::kGroupedReading, both->as_grouped)};
        }
    }
    /// One of the two readings of a number, to be touched.
    [[nodiscard]] OptionView reading_row(const OptionId& id, items::Decimal number) const {
        return row_of(words, id.value, "", {to_text(number), to_text(number)}, false);
    }
    /// How many of the parts of an answer are there.
    void add_count(std::size_t count, std::size_t total) const {
        view.count = words.text("quiz.parts_count", {{"count", std::to_string(count)},
                                                     {"total", std::to_string(total)}});
    }
    void operator()(const items::ShortText& /*kind*/) const {
        add_text(view, words, TextField::Text, words.draft().text());
        view.text_hint = counter(words, view.text);
    }
    void operator()(const items::Statement& kind) const {
        const auto& rule = words.state.framework->self_assessment;
        view.shape = OptionShape::Scale;
        view.hint = rule.period.in(words.language) + " " + view.hint;
        for (const auto& step : rule.scale) {
            const std::string number = std::to_string(step.value);
            view.options.push_back(
                row_of(words, number, number, step.text, words.draft().rating() == step.value));
            view.options.back().strength = step.value;
        }
        for (const auto& step : rule.outside_scale) {
            view.options.push_back(row_of(words, step.code, "\u2013", step.text,
                                          words.draft().outside() == step.code));
            view.options.back().is_outside = true;
        }
        add_text(view, words, TextField::Note, words.draft().note());
        view.text_hint = words.text("quiz.note_optional");
        const std::string& prompt = kind.prompt.in(words.language);
        view.text_hint += prompt.empty() ? "" : " \u00b7 " + prompt;
        view.text_hint += " \u00b7 " + counter(words, view.text);
    }
};

void add_item(SittingView& view, const Words& words) {
    if (is_withdrawn(words.state)) {
        view.kicker = words.text("quiz.withdrawn");
        view.stem = words.text("quiz.withdrawn_text");
        return;
    }
    const items::Item& item = words.item();
    const std::string key(items::json_word(item.kind()));
    view.kicker = words.text("kind." + key);
    view.stem = item.stem.in(words.language);
    view.hint = words.text("hint." + key);
    std::visit(AddBody{view, words}, item.body);
}

/// What stands beside the button that goes on: all of the answer is stored, or what is missing.
void add_next(SittingView& view, const Words& words) {
    const bool has_answer = !words.draft().is_empty();
    view.next = {"quiz.next", words.text("quiz.next"), has_answer || is_withdrawn(words.state)};
    if (is_withdrawn(words.state)) {
        return;
    }
    if (!has_answer) {
        view.next_note = words.text("quiz.missing");
    } else if (const auto progress = items::progress_of(words.item(), words.draft());
               progress != items::Progress::Whole) {
        view.next_note = words.text(progress == items::Progress::Unclear ? "quiz.unclear_note"
                                                                         : "quiz.incomplete_note");
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
    const bool is_statement = !items::is_scored(words.item());
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
