// A dialog as a view: a question, facts, the safe action, at most one other. Values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/effect.h"

namespace asah::screens {

/// What a line of a dialog is about; the drawing gives it its sign.
enum class FactKind { Done, Empty, Time, Paused, Waiting, Staff, Place, Keys };
struct FactView {
    FactKind kind = FactKind::Done;
    std::string text;
    bool operator==(const FactView&) const = default;
};

struct DialogView {
    std::string question;
    std::string sentence;
    std::vector<FactView> facts;
    Action safe;
    std::optional<Action> other;
    std::string staff_note;
    bool is_problem = false;
    bool is_call = false;  // staff are called: `question` is large
    bool operator==(const DialogView&) const = default;
};

}  // namespace asah::screens
