#include "kiosk/core/assessment/scoring.h"

#include <algorithm>
#include <set>

#include "kiosk/core/items/fold.h"

namespace asah::assessment {

namespace {

constexpr int kWeightMax = 5;
constexpr std::size_t kTextBytesMax = 500;
constexpr std::size_t kNoteBytesMax = 4000;

// Rounded half up; both not negative.
int share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<int>((part * 2 * kPointsMax + whole) / (whole * 2));
}

bool has(const std::vector<OptionId>& options, const OptionId& id) {
    return std::find(options.begin(), options.end(), id) != options.end();
}

int score_one(const ItemKey& key, const Response& response) {
    return key.correct.size() == 1 && response.chosen == key.correct ? kPointsMax : 0;
}

int score_multiple(const ItemKey& key, const Response& response) {
    std::size_t right = 0;
    std::size_t wrong = 0;
    for (const auto& option : response.chosen) {
        ++(has(key.correct, option) ? right : wrong);
    }
    return right > wrong ? share(right - wrong, key.correct.size()) : 0;
}

int score_situational(const Item& item, const ItemKey& key, const Response& response) {
    if (response.chosen.size() != 1) {
        return 0;
    }
    for (std::size_t i = 0; i < item.options.size() && i < key.weights.size(); ++i) {
        if (item.options[i].id == response.chosen.front()) {
            return key.weights[i] * kPointsMax / kWeightMax;
        }
    }
    return 0;
}

int score_numeric(const ItemKey& key, const Response& response) {
    const auto value = items::parse_decimal(response.text);
    if (!value.has_value()) {
        return 0;
    }
    const auto distance = value->millionths > key.value.millionths
                              ? value->millionths - key.value.millionths
                              : key.value.millionths - value->millionths;
    return distance <= key.tolerance.millionths ? kPointsMax : 0;
}

int score_text(const ItemKey& key, const Response& response) {
    const auto typed = items::folded(response.text);
    const bool is_accepted = !typed.empty() && std::any_of(key.accepted.begin(), key.accepted.end(),
                                                           [&](const auto& form) {
                                                               return items::folded(form) == typed;
                                                           });
    return is_accepted ? kPointsMax : 0;
}

int score_ordering(const ItemKey& key, const Response& response) {
    const auto& order = response.chosen;
    if (order.size() != key.correct.size() || order.size() < 2) {
        return 0;
    }
    const auto place = [&](const OptionId& id) {
        return std::find(key.correct.begin(), key.correct.end(), id) - key.correct.begin();
    };
    std::size_t in_order = 0;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        for (std::size_t k = i + 1; k < order.size(); ++k) {
            ++pairs;
            in_order += place(order[i]) < place(order[k]) ? 1U : 0U;
        }
    }
    return 2 * in_order > pairs ? share(2 * in_order - pairs, pairs) : 0;
}

int score_matching(const Item& item, const ItemKey& key, const Response& response) {
    const auto right =
        std::count_if(response.pairs.begin(), response.pairs.end(), [&](const auto& pair) {
            return std::find(key.pairs.begin(), key.pairs.end(), pair) != key.pairs.end();
        });
    return share(static_cast<std::size_t>(right), item.options.size());
}

tl::unexpected<Error> ill_formed(std::string_view what) {
    return fail(ErrorCode::InvalidArgument, "response: " + std::string(what));
}

Result<void> check_chosen(const Item& item, const std::vector<OptionId>& chosen,
                          std::size_t count_max) {
    if (chosen.size() > count_max) {
        return ill_formed("too many options");
    }
    std::set<OptionId> seen;
    for (const auto& id : chosen) {
        const bool is_known = std::any_of(item.options.begin(), item.options.end(),
                                          [&](const auto& option) { return option.id == id; });
        if (!is_known || !seen.insert(id).second) {
            return ill_formed("option");
        }
    }
    return {};
}

Result<void> check_pairs(const Item& item, const Response& response) {
    std::set<OptionId> options;
    std::set<OptionId> targets;
    for (const auto& [option, target] : response.pairs) {
        const auto is = [](const OptionId& id) {
            return [&id](const Option& candidate) { return candidate.id == id; };
        };
        const bool is_known = std::any_of(item.options.begin(), item.options.end(), is(option)) &&
                              std::any_of(item.targets.begin(), item.targets.end(), is(target));
        if (!is_known || !options.insert(option).second || !targets.insert(target).second) {
            return ill_formed("pair");
        }
    }
    return {};
}

}  // namespace

int score_response(const Item& item, const ItemKey& key, const Response& response) {
    if (response.is_empty()) {
        return 0;
    }
    switch (item.kind) {
        case ItemKind::SingleChoice:
        case ItemKind::TrueFalse:
            return score_one(key, response);
        case ItemKind::MultipleResponse:
            return score_multiple(key, response);
        case ItemKind::Situational:
            return score_situational(item, key, response);
        case ItemKind::Numeric:
            return score_numeric(key, response);
        case ItemKind::ShortText:
            return score_text(key, response);
        case ItemKind::Ordering:
            return score_ordering(key, response);
        case ItemKind::Matching:
            return score_matching(item, key, response);
        case ItemKind::Statement:
            return 0;
    }
    return 0;
}

Result<void> check_response(const Item& item, const Response& response) {
    if (response.text.size() > kTextBytesMax || response.note.size() > kNoteBytesMax) {
        return ill_formed("text too long");
    }
    const bool has_text = item.kind == ItemKind::Numeric || item.kind == ItemKind::ShortText;
    const bool is_statement = item.kind == ItemKind::Statement;
    if ((!has_text && !response.text.empty()) ||
        (!is_statement &&
         (response.rating != 0 || !response.outside.empty() || !response.note.empty())) ||
        (item.kind != ItemKind::Matching && !response.pairs.empty())) {
        return ill_formed("field of another kind");
    }
    if (response.rating < 0 || response.rating > kWeightMax ||
        (response.rating != 0 && !response.outside.empty())) {
        return ill_formed("rating");
    }
    switch (item.kind) {
        case ItemKind::SingleChoice:
        case ItemKind::TrueFalse:
        case ItemKind::Situational:
            return check_chosen(item, response.chosen, 1);
        case ItemKind::MultipleResponse:
        case ItemKind::Ordering:
            return check_chosen(item, response.chosen, item.options.size());
        case ItemKind::Matching:
            return check_pairs(item, response);
        case ItemKind::Numeric:
        case ItemKind::ShortText:
        case ItemKind::Statement:
            return check_chosen(item, response.chosen, 0);
    }
    return {};
}

}  // namespace asah::assessment
