// Blueprint, coverage, drawing a form, an item's revision.
#include <algorithm>
#include <map>

#include "kiosk/core/assessment/assessment.h"
#include "kiosk/core/base/encode.h"
#include "kiosk/core/base/random.h"

namespace asah::assessment {

namespace {

struct Candidate {
    const Bank* bank = nullptr;
    const Item* item = nullptr;
};

template <class T>
bool allows(const std::vector<T>& allowed, const T& value) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

bool fits(const BlueprintRow& row, Variant variant, const Item& item) {
    const bool is_variant =
        variant == Variant::Any || item.variant == Variant::Any || item.variant == variant;
    return item.pool == Pool::Measuring && is_variant && item.competency == row.competency &&
           item.level == row.level && allows(row.kinds, item.kind) &&
           allows(row.indicators, item.indicator);
}

std::vector<Candidate> candidates_of(const BlueprintRow& row, Variant variant,
                                     const std::vector<const Bank*>& banks) {
    std::vector<Candidate> out;
    for (const auto* bank : banks) {
        for (const auto& item : bank->items) {
            if (fits(row, variant, item)) {
                out.push_back({bank, &item});
            }
        }
    }
    return out;
}

// Takes `count` of the shuffled candidates so that indicators share them as evenly as they can:
// round after round, one item of each indicator that has one left.
std::vector<Candidate> take_evenly(const std::vector<Candidate>& shuffled, int count) {
    std::map<IndicatorCode, std::vector<Candidate>> by_indicator;
    std::vector<IndicatorCode> order;
    for (const auto& candidate : shuffled) {
        auto& list = by_indicator[candidate.item->indicator];
        if (list.empty()) {
            order.push_back(candidate.item->indicator);
        }
        list.push_back(candidate);
    }
    std::vector<Candidate> taken;
    for (std::size_t round = 0; taken.size() < static_cast<std::size_t>(count); ++round) {
        const auto before = taken.size();
        for (const auto& indicator : order) {
            const auto& list = by_indicator[indicator];
            if (round < list.size() && taken.size() < static_cast<std::size_t>(count)) {
                taken.push_back(list[round]);
            }
        }
        if (taken.size() == before) {
            break;
        }
    }
    return taken;
}

std::vector<OptionId> ids_of(const std::vector<Option>& options) {
    std::vector<OptionId> ids;
    for (const auto& option : options) {
        ids.push_back(option.id);
    }
    return ids;
}

FormItem place(const Candidate& candidate, SeededGenerator& generator) {
    FormItem out;
    out.bank = candidate.bank->id;
    out.bank_version = candidate.bank->version;
    out.item = candidate.item->id;
    out.revision = item_revision(*candidate.item);
    out.option_order = ids_of(candidate.item->options);
    out.target_order = ids_of(candidate.item->targets);
    if (candidate.item->kind != ItemKind::TrueFalse &&
        candidate.item->kind != ItemKind::Statement) {
        shuffle(out.option_order, generator);
        shuffle(out.target_order, generator);
    }
    return out;
}

void put(Encoder& encoder, const LocalText& text) { encoder.field(text.id).field(text.en); }

void put(Encoder& encoder, const std::vector<Option>& options) {
    encoder.u32(static_cast<std::uint32_t>(options.size()));
    for (const auto& option : options) {
        encoder.field(option.id.value);
        put(encoder, option.text);
    }
}

}  // namespace

Problems check_coverage(const Blueprint& blueprint, const std::vector<const Bank*>& banks) {
    Problems problems;
    for (std::size_t i = 0; i < blueprint.rows.size(); ++i) {
        const auto& row = blueprint.rows[i];
        const auto available =
            static_cast<int>(candidates_of(row, blueprint.variant, banks).size());
        if (available < row.count) {
            Problem problem;
            problem.key = "blueprint_row_short";
            problem.place.column = "blueprint.rows[" + std::to_string(i) + "]";
            problem.found = std::to_string(available);
            problem.values = {{"competency", row.competency.value},
                              {"level", std::to_string(row.level)},
                              {"needed", std::to_string(row.count)},
                              {"available", std::to_string(available)}};
            problems.push_back(std::move(problem));
        }
    }
    return problems;
}

Result<Form> draw_form(const Assessment& assessment, const std::vector<const Bank*>& banks,
                       std::uint64_t seed) {
    const bool keeps_order = assessment.kind == AssessmentKind::SelfAssessment;
    SeededGenerator generator(seed);
    std::vector<Candidate> drawn;
    for (const auto& row : assessment.blueprint.rows) {
        auto candidates = candidates_of(row, assessment.blueprint.variant, banks);
        std::erase_if(candidates, [&](const auto& candidate) {
            return std::any_of(drawn.begin(), drawn.end(),
                               [&](const auto& other) { return other.item == candidate.item; });
        });
        shuffle(candidates, generator);
        const auto taken = take_evenly(candidates, row.count);
        if (taken.size() < static_cast<std::size_t>(row.count)) {
            return fail(ErrorCode::NotEnoughItems,
                        row.competency.value + " level " + std::to_string(row.level));
        }
        drawn.insert(drawn.end(), taken.begin(), taken.end());
    }
    if (!keeps_order) {
        shuffle(drawn, generator);
    }
    // One competency after the other, in the blueprint's order; shuffled within.
    std::vector<CompetencyCode> order;
    for (const auto& row : assessment.blueprint.rows) {
        if (std::find(order.begin(), order.end(), row.competency) == order.end()) {
            order.push_back(row.competency);
        }
    }
    const auto rank = [&](const Candidate& candidate) {
        return std::find(order.begin(), order.end(), candidate.item->competency) - order.begin();
    };
    std::stable_sort(drawn.begin(), drawn.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    Form form;
    form.seed = seed;
    for (const auto& candidate : drawn) {
        form.items.push_back(place(candidate, generator));
    }
    return form;
}

Digest item_revision(const Item& item) {
    Encoder encoder;
    encoder.field("asah/item-revision/1");
    encoder.field(item.id.value)
        .u8(static_cast<std::uint8_t>(item.kind))
        .field(item.competency.value)
        .u8(static_cast<std::uint8_t>(item.level))
        .field(item.indicator.value);
    put(encoder, item.stem);
    put(encoder, item.options);
    put(encoder, item.targets);
    put(encoder, item.unit);
    put(encoder, item.evidence_prompt);
    return sha256(encoder.bytes());
}

}  // namespace asah::assessment
