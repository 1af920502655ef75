#include "kiosk/core/items/edit.h"

#include <algorithm>

#include "kiosk/core/items/limits.h"

namespace asah::items {

namespace {

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// The first kAnswerCharactersMax characters.
std::string cut(std::string text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        count += is_inside_character(text[at]) ? 0U : 1U;
        if (count > kAnswerCharactersMax) {
            text.resize(at);
        }
    }
    return text;
}

}  // namespace

bool touch(const Item& item, const RatingScale& scale, const OptionId& option, Response& response,
           std::optional<OptionId>& waiting) {
    const Response before = response;
    const Touch touched{option, scale, waiting};
    std::visit([&](const auto& kind) { kind.touch(touched, response); }, item.body);
    return response != before;
}

bool touch_target(const Item& item, const OptionId& target, Response& response,
                  std::optional<OptionId>& waiting) {
    const Response before = response;
    std::visit(
        [&](const auto& kind) {
            if constexpr (requires { kind.touch_target(target, response, waiting); }) {
                kind.touch_target(target, response, waiting);
            }
        },
        item.body);
    return response != before;
}

bool type(const Item& item, const std::string& text, Response& response) {
    const Response before = response;
    const auto enter = [&]<class Kind>(const Kind& kind) {
        if constexpr (requires { kind.clean(text); }) {
            auto clean = cut(kind.clean(text));
            response =
                Kind::kIsScored
                    ? typed(std::move(clean))
                    : Response(Rated{response.rating(), response.outside(), std::move(clean)});
        }
    };
    std::visit(enter, item.body);
    return response != before;
}

Progress progress_of(const Item& item, const Response& response) {
    return std::visit(
        [&](const auto& kind) {
            if constexpr (requires { kind.progress(response); }) {
                return kind.progress(response);
            } else {
                return response.is_empty() ? Progress::Empty : Progress::Whole;
            }
        },
        item.body);
}

}  // namespace asah::items
