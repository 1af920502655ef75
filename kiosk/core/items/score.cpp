#include "kiosk/core/items/score.h"

#include <algorithm>

#include "kiosk/core/items/check.h"

namespace asah::items {

int score_response(const Item& item, const ItemKey& key, const Response& response) {
    // A statement alone has a scale, and it earns nothing.
    if (response.is_empty() || !check_response(item, response, RatingScale{}).has_value()) {
        return 0;
    }
    const auto score = [&]<class Kind>(const Kind& kind) {
        const auto* own = std::get_if<typename Kind::Key>(&key.body);
        return own != nullptr ? kind.score(*own, response) : 0;
    };
    return std::clamp(std::visit(score, item.body), 0, kPointsMax);
}

Response right_response(const Item& item, const ItemKey& key) {
    const auto right = [&]<class Kind>(const Kind& kind) {
        const auto* own = std::get_if<typename Kind::Key>(&key.body);
        return own != nullptr ? kind.right(*own) : Response();
    };
    return std::visit(right, item.body);
}

}  // namespace asah::items
