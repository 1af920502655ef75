// The question map, what is worth another look, and the dialogs over a sitting.
#include "kiosk/core/items/edit.h"
#include "kiosk/screens/sitting_parts.h"

namespace asah::screens {

namespace {

constexpr std::size_t kExcerptMax = 72;

items::Progress progress(const SittingState& state, std::size_t index) {
    return items::progress_of(state.data.items[index], state.data.sitting.answers[index].response);
}

CellState cell_state(const SittingState& state, std::size_t index) {
    if (state.data.sitting.answers[index].is_withdrawn) {
        return CellState::Withdrawn;
    }
    switch (progress(state, index)) {
        case items::Progress::Incomplete:
        case items::Progress::Unclear:
            return CellState::Incomplete;
        case items::Progress::Empty:
            return state.unsure[index] ? CellState::Unsure : CellState::Empty;
        case items::Progress::Whole:
            break;
    }
    return state.unsure[index] ? CellState::Unsure : CellState::Answered;
}

struct Counts {
    int answered = 0;
    int unsure = 0;
    int empty = 0;
    int incomplete = 0;
    int withdrawn = 0;
    std::string empty_numbers;
    std::string incomplete_numbers;
};

void add_number(int& count, std::string& numbers, std::size_t index) {
    numbers += (count > 0 ? ", " : "") + std::to_string(index + 1);
    ++count;
}

Counts count(const SittingState& state) {
    Counts counts;
    for (std::size_t i = 0; i < state.drafts.size(); ++i) {
        if (state.data.sitting.answers[i].is_withdrawn) {
            ++counts.withdrawn;
            continue;
        }
        counts.unsure += state.unsure[i] ? 1 : 0;
        switch (progress(state, i)) {
            case items::Progress::Empty:
                add_number(counts.empty, counts.empty_numbers, i);
                break;
            case items::Progress::Incomplete:
            case items::Progress::Unclear:
                add_number(counts.incomplete, counts.incomplete_numbers, i);
                break;
            case items::Progress::Whole:
                ++counts.answered;
                break;
        }
    }
    return counts;
}

/// The beginning of a stem, cut between words.
std::string excerpt(const std::string& stem) {
    if (stem.size() <= kExcerptMax) {
        return stem;
    }
    const std::size_t space = stem.rfind(' ', kExcerptMax);
    return stem.substr(0, space == std::string::npos ? kExcerptMax : space) + " \u2026";
}

std::string_view lead_key(CellState state) {
    return state == CellState::Empty        ? "map.row_empty"
           : state == CellState::Incomplete ? "map.row_incomplete"
                                            : "map.row_unsure";
}

/// Empty ones first: they lose most.
std::vector<LookAgainView> look_again(const SittingWords& words) {
    std::vector<LookAgainView> rows;
    for (const CellState wanted : {CellState::Empty, CellState::Incomplete, CellState::Unsure}) {
        for (std::size_t i = 0; i < words.state.drafts.size(); ++i) {
            if (cell_state(words.state, i) != wanted) {
                continue;
            }
            const std::string number = std::to_string(i + 1);
            rows.push_back({"map.row." + number, number, wanted, words.text(lead_key(wanted)),
                            excerpt(words.state.data.items[i].stem.in(words.language))});
        }
    }
    return rows;
}

DialogView finish_dialog(const SittingWords& words) {
    const Counts counts = count(words.state);
    DialogView dialog;
    dialog.question = words.text("finish.question");
    dialog.sentence = words.text("finish.sentence");
    dialog.facts.push_back(
        {FactKind::Done, words.text("finish.saved", {{"count", std::to_string(counts.answered)},
                                                     {"unsure", std::to_string(counts.unsure)}})});
    if (counts.empty > 0) {
        dialog.facts.push_back(
            {FactKind::Empty, words.text("finish.empty", {{"count", std::to_string(counts.empty)},
                                                          {"numbers", counts.empty_numbers}})});
    }
    if (counts.incomplete > 0) {
        dialog.facts.push_back(
            {FactKind::Empty,
             words.text("finish.incomplete", {{"count", std::to_string(counts.incomplete)},
                                              {"numbers", counts.incomplete_numbers}})});
    }
    if (counts.withdrawn > 0) {
        dialog.facts.push_back(
            {FactKind::Empty,
             words.text("finish.withdrawn", {{"count", std::to_string(counts.withdrawn)}})});
    }
    if (const auto left = remaining(words.state)) {
        dialog.facts.push_back(
            {FactKind::Time, words.text("finish.time", {{"time", clock_text(*left)}})});
    }
    dialog.safe = {"finish.back", words.text("finish.back"), true};
    dialog.other =
        Action{"finish.confirm", words.text("finish.confirm"), !is_any_on_the_way(words.state)};
    return dialog;
}

DialogView refused_dialog(const SittingWords& words) {
    DialogView dialog;
    dialog.is_problem = true;
    dialog.other = Action{"unsaved.call", words.text("top.call_staff"), true};
    dialog.staff_note = staff_code(words.state.error.value_or(Error{}), words.catalogue);
    return dialog;
}

/// The items whose answers are not stored as they are on the screen.
std::string unsaved_numbers(const SittingState& state) {
    std::string numbers;
    for (std::size_t i = 0; i < state.drafts.size(); ++i) {
        if (state.drafts[i] != state.data.sitting.answers[i].response) {
            numbers += (numbers.empty() ? "" : ", ") + std::to_string(i + 1);
        }
    }
    return numbers.empty() ? std::to_string(state.position + 1) : numbers;
}

DialogView unsaved_dialog(const SittingWords& words) {
    DialogView dialog = refused_dialog(words);
    dialog.question = words.text("unsaved.title");
    dialog.sentence = words.text("unsaved.sentence");
    dialog.facts.push_back(
        {FactKind::Done,
         words.text("unsaved.safe", {{"count", std::to_string(count(words.state).answered)}})});
    if (const auto left = remaining(words.state)) {
        dialog.facts.push_back(
            {FactKind::Paused, words.text("unsaved.time", {{"time", clock_text(*left)}})});
    }
    dialog.facts.push_back(
        {FactKind::Waiting,
         words.text("unsaved.waiting", {{"number", unsaved_numbers(words.state)}})});
    dialog.safe = {"unsaved.retry", words.text("unsaved.retry"), true};
    return dialog;
}

DialogView unsealed_dialog(const SittingWords& words) {
    DialogView dialog = refused_dialog(words);
    dialog.question = words.text("unsealed.title");
    dialog.sentence = words.text("unsealed.sentence");
    dialog.facts.push_back(
        {FactKind::Done,
         words.text("unsealed.safe", {{"count", std::to_string(count(words.state).answered)}})});
    dialog.safe = {"unsaved.retry", words.text("unsealed.retry"), true};
    return dialog;
}

}  // namespace

std::optional<DialogView> dialog_of(const SittingWords& words) {
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

void add_map(SittingView& view, const SittingWords& words) {
    const SittingState& state = words.state;
    for (std::size_t i = 0; i < state.drafts.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        view.cells.push_back({"map.cell." + number, number, cell_state(state, i),
                              static_cast<int>(i) == state.position});
    }
    const Counts counts = count(state);
    view.map_counts = {words.text("map.answered", {{"count", std::to_string(counts.answered)}}),
                       words.text("map.unsure", {{"count", std::to_string(counts.unsure)}}),
                       words.text("map.empty", {{"count", std::to_string(counts.empty)}})};
    if (counts.incomplete > 0) {
        view.map_counts.push_back(
            words.text("map.incomplete", {{"count", std::to_string(counts.incomplete)}}));
    }
    if (counts.withdrawn > 0) {
        view.map_counts.push_back(
            words.text("map.withdrawn", {{"count", std::to_string(counts.withdrawn)}}));
    }
    view.is_map_open =
        state.overlay != SittingOverlay::None && state.overlay != SittingOverlay::Unsaved;
    view.map_title = words.text("map.title");
    view.map_hint = words.text("map.hint");
    view.map_empty_word = words.text("map.empty_word");
    view.map_incomplete_word = words.text("map.incomplete_word");
    view.map_withdrawn_word = words.text("map.withdrawn_word");
    view.look_again = look_again(words);
    const auto again = std::to_string(view.look_again.size());
    view.map_heading = view.look_again.empty() ? words.text("map.all_done")
                                               : words.text("map.again", {{"count", again}});
    view.map_sentence = counts.unsure > 0 ? words.text("map.unsure_counts") : std::string();
    if (!is_any_on_the_way(state)) {
        view.map_saved = words.text("map.saved");
    }
}

}  // namespace asah::screens
