#include "kiosk/core/assessment/check_sitting.h"

#include "kiosk/core/items/check.h"

namespace asah::assessment {

namespace {

const Item* item_of(const std::vector<const Bank*>& banks, const FormItem& place) {
    for (const auto* bank : banks) {
        if (bank->id == place.bank && bank->version == place.bank_version) {
            return items::find_item(*bank, place.item);
        }
    }
    return nullptr;
}

}  // namespace

Result<void> check_responses(const std::vector<SittingEvent>& events,
                             const std::vector<const Bank*>& banks, const Framework& framework) {
    const auto scale = rating_scale(framework);
    const Form* form = nullptr;
    for (const auto& event : events) {
        if (const auto* started = std::get_if<Started>(&event.body)) {
            form = &started->head.form;
        }
        const auto* answered = std::get_if<Answered>(&event.body);
        if (answered == nullptr || form == nullptr) {
            continue;
        }
        const auto& place = form->items[static_cast<std::size_t>(answered->position)];
        const auto* item = item_of(banks, place);
        if (item == nullptr) {
            return fail(ErrorCode::NotFound, "item " + place.item.value);
        }
        ASAH_CHECK(items::check_response(*item, answered->response, scale));
    }
    return {};
}

}  // namespace asah::assessment
