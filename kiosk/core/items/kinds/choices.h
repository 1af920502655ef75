// What kinds with options share. Private to items.
#pragma once

#include <string>
#include <vector>

#include "kiosk/core/items/finding.h"
#include "kiosk/core/items/kinds/kind.h"

namespace asah::items {

struct WithOptions {
    std::vector<Option> options;
    bool operator==(const WithOptions&) const = default;

    void put(nlohmann::json& object) const;
    void read(const JsonNode& node);
    void encode(Encoder& encoder) const;
};

/// One option is the answer.
struct OneOfOptions : WithOptions {
    bool operator==(const OneOfOptions&) const = default;

    [[nodiscard]] Result<void> check_response(const Response& response,
                                              const RatingScale& scale) const;
    void touch(const Touch& touch, Response& response) const;
};

/// "A" for index 0.
std::string option_letter(std::size_t index);

/// Options of a draft. Findings: option_gap.
std::vector<Option> take_options(const ItemDraft& draft, Findings& findings);
/// Findings: options_too_few, options_too_many, option_doubled, text_too_long.
void check_options(const std::vector<Option>& options, std::size_t count_min, std::size_t count_max,
                   Findings& findings);
/// The option ids that the letters of a draft's key name. Findings: cell_missing,
/// key_unknown_option, key_doubled_option.
std::vector<OptionId> key_letters(const ItemDraft& draft, const std::vector<Option>& options,
                                  Findings& findings);
/// Findings: key_unknown_option, key_doubled_option.
void check_key_options(const std::vector<OptionId>& key, const std::vector<Option>& options,
                       Findings& findings);

tl::unexpected<Error> ill_formed(std::string_view what);
/// At most `count_max` options, all of them known, none twice, or nothing.
Result<void> check_chosen(const std::vector<Option>& options, const Response& response,
                          std::size_t count_max);
/// A text within the limit, or nothing.
Result<void> check_typed(const Response& response);
Result<void> check_answer_text(std::string_view text);
/// Findings: text_too_long, in either language.
void check_text(Spot spot, const LocalText& text, std::size_t characters_max, Findings& findings);

/// Adds the option, or takes it out.
std::vector<OptionId> toggled(std::vector<OptionId> chosen, const OptionId& option);

/// Rounded half up, in points; both not negative.
int share(std::size_t part, std::size_t whole);

nlohmann::json options_json(const std::vector<Option>& options);
std::vector<Option> read_options(const JsonNode& node, std::size_t count_max);
nlohmann::json ids_json(const std::vector<OptionId>& ids);
std::vector<OptionId> read_ids(const JsonNode& node, std::size_t count_max);

/// A kind's part of an item's revision: always all four, empty where the kind has none.
void encode_members(Encoder& encoder, const std::vector<Option>& options,
                    const std::vector<Option>& targets, const LocalText& unit,
                    const LocalText& prompt);

}  // namespace asah::items
