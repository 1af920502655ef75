// A sitting of three single-choice items with a limit of ten minutes, and a worker that stores.
#pragma once

#include "kiosk/screens/sitting.h"

namespace asah::screens {

inline assessment::OpenSitting a_sitting() {
    assessment::OpenSitting data;
    data.assessment.title = {"Prates", "Pre-test"};
    data.sitting.head.time_limit = {600'000};
    for (int i = 0; i < 3; ++i) {
        items::Item item;
        item.id = ItemId("T01-0" + std::to_string(i + 1));
        item.stem = {"Soal", "Question"};
        items::SingleChoice choice;
        choice.options = {{OptionId("b"), {"dua", "two"}}, {OptionId("a"), {"satu", "one"}}};
        item.body = std::move(choice);
        data.items.push_back(item);
    }
    data.sitting.answers.resize(3);
    return data;
}

/// What the station does with one SaveEvent, in memory.
inline assessment::Sitting stored(assessment::Sitting sitting, const Effect& effect) {
    const auto& save = std::get<SaveEvent>(effect.body);
    sitting.elapsed = save.elapsed;
    if (const auto* answered = std::get_if<assessment::Answered>(&save.body)) {
        sitting.answers[static_cast<std::size_t>(answered->position)].response = answered->response;
    } else if (const auto* mark = std::get_if<assessment::MarkedUnsure>(&save.body)) {
        sitting.answers[static_cast<std::size_t>(mark->position)].is_unsure = mark->is_unsure;
    } else if (const auto* visited = std::get_if<assessment::Visited>(&save.body)) {
        sitting.position = visited->position;
    }
    return sitting;
}

inline Outcome saved(const SittingState& state, const Effect& effect) {
    return {effect.number, Saved{stored(state.data.sitting, effect)}};
}

/// A framework with the scale of five steps and one code outside it.
inline assessment::FrameworkPtr a_framework() {
    auto framework = std::make_shared<assessment::Framework>();
    for (int step = 1; step <= 5; ++step) {
        framework->self_assessment.scale.push_back({step, {}, {"langkah", "step"}});
    }
    framework->self_assessment.outside_scale.push_back({0, "BUKAN_TUGAS", {"bukan", "not"}});
    return framework;
}

inline SittingState a_state() { return begin_sitting(a_sitting(), a_framework(), 1); }

}  // namespace asah::screens
