#include "kiosk/core/items/kinds/choices.h"

#include <nlohmann/json.hpp>
#include <set>

#include "kiosk/core/base/encode.h"
#include "kiosk/core/base/json_reader.h"
#include "kiosk/core/base/text.h"
#include "kiosk/core/items/draft.h"
#include "kiosk/core/items/fold.h"
#include "kiosk/core/items/limits.h"

namespace asah::items {

using nlohmann::json;

namespace {

void put_text(Encoder& encoder, const LocalText& text) { encoder.field(text.id).field(text.en); }

void put_options(Encoder& encoder, const std::vector<Option>& options) {
    encoder.u32(static_cast<std::uint32_t>(options.size()));
    for (const auto& option : options) {
        encoder.field(option.id.value);
        put_text(encoder, option.text);
    }
}

}  // namespace

std::string option_letter(std::size_t index) {
    return std::string(1, static_cast<char>('A' + static_cast<int>(index)));
}

std::vector<Option> take_options(const ItemDraft& draft, Findings& findings) {
    std::vector<Option> options;
    std::optional<std::size_t> gap;
    for (std::size_t i = 0; i < draft.options.size(); ++i) {
        if (draft.options[i].id.empty()) {
            gap = gap.value_or(i);
            continue;
        }
        if (gap) {
            findings.add({Field::Option, i}, "option_gap", {{"option", option_letter(i)}});
        }
        options.push_back({OptionId(lower_ascii(option_letter(i))), draft.options[i]});
    }
    return options;
}

void check_options(const std::vector<Option>& options, std::size_t count_min, std::size_t count_max,
                   Findings& findings) {
    if (options.size() < count_min) {
        findings.add({Field::Option, options.size()}, "options_too_few",
                     {{"min", std::to_string(count_min)}});
    }
    if (options.size() > count_max) {
        findings.add({Field::Option, count_max}, "options_too_many",
                     {{"max", std::to_string(count_max)}});
    }
    std::set<std::string> texts;
    std::set<OptionId> ids;
    for (std::size_t i = 0; i < options.size(); ++i) {
        check_text({Field::Option, i}, options[i].text, kOptionCharactersMax, findings);
        if (options[i].text.id.empty()) {
            findings.add({Field::Option, i}, "cell_missing");
        }
        if (!texts.insert(folded(options[i].text.id)).second || !ids.insert(options[i].id).second) {
            findings.add({Field::Option, i}, "option_doubled", {{"option", option_letter(i)}});
        }
    }
}

std::vector<OptionId> key_letters(const ItemDraft& draft, const std::vector<Option>& options,
                                  Findings& findings) {
    if (draft.key.empty()) {
        findings.add({Field::Key}, "cell_missing");
    }
    std::vector<OptionId> letters;
    for (const auto& part : draft.key) {
        OptionId id(lower_ascii(part));
        if (!has_option(options, id)) {
            findings.add({Field::Key}, "key_unknown_option", {{"letter", shortened(part)}});
            break;
        }
        if (std::find(letters.begin(), letters.end(), id) != letters.end()) {
            findings.add({Field::Key}, "key_doubled_option", {{"letter", shortened(part)}});
            break;
        }
        letters.push_back(std::move(id));
    }
    return letters;
}

void check_key_options(const std::vector<OptionId>& key, const std::vector<Option>& options,
                       Findings& findings) {
    std::set<OptionId> seen;
    for (const auto& id : key) {
        if (!has_option(options, id)) {
            findings.add({Field::Key}, "key_unknown_option", {{"letter", shortened(id.value)}});
        } else if (!seen.insert(id).second) {
            findings.add({Field::Key}, "key_doubled_option", {{"letter", shortened(id.value)}});
        }
    }
}

tl::unexpected<Error> ill_formed(std::string_view what) {
    return fail(ErrorCode::InvalidArgument, "response: " + std::string(what));
}

Result<void> check_chosen(const std::vector<Option>& options, const Response& response,
                          std::size_t count_max) {
    if (std::holds_alternative<Nothing>(response.answer())) {
        return {};
    }
    const auto* chosen = std::get_if<Chosen>(&response.answer());
    if (chosen == nullptr) {
        return ill_formed("not options");
    }
    if (chosen->options.size() > count_max) {
        return ill_formed("too many options");
    }
    std::set<OptionId> seen;
    for (const auto& id : chosen->options) {
        if (!has_option(options, id)) {
            return ill_formed("unknown option");
        }
        if (!seen.insert(id).second) {
            return ill_formed("option twice");
        }
    }
    return {};
}

Result<void> check_typed(const Response& response) {
    if (std::holds_alternative<Nothing>(response.answer())) {
        return {};
    }
    const auto* typed = std::get_if<Typed>(&response.answer());
    if (typed == nullptr) {
        return ill_formed("not text");
    }
    return check_answer_text(typed->text);
}

Result<void> check_answer_text(std::string_view text) {
    if (!is_utf8(text) || character_count(text) > kAnswerCharactersMax) {
        return ill_formed("text too long");
    }
    return {};
}

void check_text(Spot spot, const LocalText& text, std::size_t characters_max, Findings& findings) {
    for (const auto* part : {&text.id, &text.en}) {
        spot.is_english = part == &text.en;
        const auto count = character_count(*part);
        if (count > characters_max) {
            findings.add(
                spot, "text_too_long",
                {{"max", std::to_string(characters_max)}, {"count", std::to_string(count)}});
        }
    }
}

std::vector<OptionId> toggled(std::vector<OptionId> chosen, const OptionId& option) {
    const auto found = std::find(chosen.begin(), chosen.end(), option);
    if (found != chosen.end()) {
        chosen.erase(found);
    } else {
        chosen.push_back(option);
    }
    return chosen;
}

int share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<int>((part * 2 * kPointsMax + whole) / (whole * 2));
}

json options_json(const std::vector<Option>& options) {
    json list = json::array();
    for (const auto& option : options) {
        list.push_back({{"id", option.id.value}, {"text", local_text_json(option.text)}});
    }
    return list;
}

std::vector<Option> read_options(const JsonNode& node, std::size_t count_max) {
    std::vector<Option> options;
    for (const auto& child : node.elements(count_max)) {
        options.push_back({OptionId(child.member("id").text(kCodeBytesMax)),
                           child.member("text").local_text(bytes_of(kOptionCharactersMax))});
    }
    return options;
}

json ids_json(const std::vector<OptionId>& ids) {
    json list = json::array();
    for (const auto& id : ids) {
        list.push_back(id.value);
    }
    return list;
}

std::vector<OptionId> read_ids(const JsonNode& node, std::size_t count_max) {
    std::vector<OptionId> ids;
    for (const auto& child : node.elements(count_max)) {
        ids.emplace_back(child.text(kCodeBytesMax));
    }
    return ids;
}

void encode_members(Encoder& encoder, const std::vector<Option>& options,
                    const std::vector<Option>& targets, const LocalText& unit,
                    const LocalText& prompt) {
    put_options(encoder, options);
    put_options(encoder, targets);
    put_text(encoder, unit);
    put_text(encoder, prompt);
}

void WithOptions::put(json& object) const { object["options"] = options_json(options); }

void WithOptions::read(const JsonNode& node) {
    options = read_options(node.member("options"), kOptionsMax);
}

void WithOptions::encode(Encoder& encoder) const { encode_members(encoder, options, {}, {}, {}); }

Result<void> OneOfOptions::check_response(const Response& response,
                                          const RatingScale& /*scale*/) const {
    return check_chosen(options, response, 1);
}

void OneOfOptions::touch(const Touch& touch, Response& response) const {
    if (has_option(options, touch.option)) {
        response = chose({touch.option});
    }
}

}  // namespace asah::items
