#include "kiosk/core/items/kinds/ordering.h"

#include <nlohmann/json.hpp>

#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

void Ordering::take(const ItemDraft& draft, Findings& findings) {
    options = take_options(draft, findings);
}

Ordering::Key Ordering::make_key(const ItemDraft& draft, Findings& findings) const {
    return {key_letters(draft, options, findings)};
}

void Ordering::check(Findings& findings) const { check_options(options, 3, kOptionsMax, findings); }

void Ordering::check_key(const Key& key, Findings& findings) const {
    check_key_options(key.order, options, findings);
    if (key.order.size() != options.size()) {
        findings.add({Field::Key}, "key_order_incomplete",
                     {{"count", std::to_string(options.size())}});
    }
}

Result<void> Ordering::check_response(const Response& response,
                                      const RatingScale& /*scale*/) const {
    return check_chosen(options, response, options.size());
}

int Ordering::score(const Key& key, const Response& response) const {
    const auto& order = response.chosen();
    if (order.size() != key.order.size() || order.size() < 2) {
        return 0;
    }
    const auto place = [&](const OptionId& id) {
        return std::find(key.order.begin(), key.order.end(), id) - key.order.begin();
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

Response Ordering::right(const Key& key) const { return chose(key.order); }

void Ordering::touch(const Touch& touch, Response& response) const {
    if (has_option(options, touch.option)) {
        response = chose(toggled(response.chosen(), touch.option));
    }
}

Progress Ordering::progress(const Response& response) const {
    const auto count = response.chosen().size();
    return count == 0                ? Progress::Empty
           : count == options.size() ? Progress::Whole
                                     : Progress::Incomplete;
}

void Ordering::put_key(const Key& key, nlohmann::json& object) {
    object["order"] = ids_json(key.order);
}

Ordering::Key Ordering::read_key(const JsonNode& node) {
    return {read_ids(node.member("order"), kOptionsMax)};
}

}  // namespace asah::items
