// Blueprint, coverage, drawing a form.
#include <algorithm>
#include <map>

#include "kiosk/core/assessment/allotment.h"
#include "kiosk/core/assessment/assessment.h"
#include "kiosk/core/base/random.h"

namespace asah::assessment {

namespace {

template <class T>
bool allows(const std::vector<T>& allowed, const T& value) {
    return allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

// The third set serves second looks alone; items of no set stand in forms A and B.
bool is_of_form(Variant variant, const Item& item) {
    if (variant == Variant::C || item.variant == Variant::C) {
        return item.variant == variant;
    }
    return variant == Variant::Any || item.variant == Variant::Any || item.variant == variant;
}

bool fits(const BlueprintRow& row, Variant variant, const Item& item) {
    const bool is_variant = is_of_form(variant, item);
    return item.pool == Pool::Measuring && is_variant && item.competency == row.competency &&
           item.level == row.level && allows(row.kinds, item.kind()) &&
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

// Round after round, one item of each indicator that has one left, so that the first `count` share
// the indicators as evenly as they can.
std::vector<Candidate> alternating(const std::vector<Candidate>& shuffled) {
    std::map<IndicatorCode, std::vector<Candidate>> by_indicator;
    std::vector<IndicatorCode> order;
    for (const auto& candidate : shuffled) {
        auto& list = by_indicator[candidate.item->indicator];
        if (list.empty()) {
            order.push_back(candidate.item->indicator);
        }
        list.push_back(candidate);
    }
    std::vector<Candidate> out;
    for (std::size_t round = 0; out.size() < shuffled.size(); ++round) {
        for (const auto& indicator : order) {
            const auto& list = by_indicator[indicator];
            if (round < list.size()) {
                out.push_back(list[round]);
            }
        }
    }
    return out;
}

std::string variant_name(Variant variant) {
    switch (variant) {
        case Variant::A:
            return "A";
        case Variant::B:
            return "B";
        case Variant::C:
            return "C";
        case Variant::Any:
            break;
    }
    return "A, B";
}

std::vector<OptionId> ids_of(const std::vector<items::Option>& options) {
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
    out.revision = items::item_revision(*candidate.item);
    out.option_order = ids_of(items::options_of(*candidate.item));
    out.target_order = ids_of(items::targets_of(*candidate.item));
    shuffle_first(out.option_order, items::movable_options(*candidate.item), generator);
    shuffle(out.target_order, generator);
    return out;
}

std::vector<AllotmentRow> rows_of(const Blueprint& blueprint, Variant variant,
                                  const std::vector<const Bank*>& banks) {
    std::vector<AllotmentRow> rows;
    for (const auto& row : blueprint.rows) {
        rows.push_back({row.count, candidates_of(row, variant, banks)});
    }
    return rows;
}

bool is_short(const AllotmentRow& row, const std::vector<Candidate>& taken) {
    return taken.size() < static_cast<std::size_t>(row.count);
}

/// Items for rows in the order of the banks, without chance: what check_coverage proves.
std::vector<std::vector<Candidate>> allot_in_order(const std::vector<AllotmentRow>& rows) {
    return allot(rows, all_candidates(rows));
}

Result<std::vector<Candidate>> draw_items(const Blueprint& blueprint, Variant variant,
                                          const std::vector<const Bank*>& banks,
                                          SeededGenerator& generator) {
    const auto in_order = rows_of(blueprint, variant, banks);
    auto rows = in_order;
    for (auto& row : rows) {
        shuffle(row.candidates, generator);
        row.candidates = alternating(row.candidates);
    }
    auto priority = all_candidates(rows);
    if (has_enemies(rows)) {
        shuffle(priority, generator);  // each of two enemies is as likely as the other
    }
    auto taken = allot(rows, priority);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (is_short(rows[i], taken[i])) {
            taken = allot_in_order(in_order);
            break;
        }
    }
    std::vector<Candidate> drawn;
    for (const auto& row : taken) {
        drawn.insert(drawn.end(), row.begin(), row.end());
    }
    if (drawn.empty()) {
        return fail(ErrorCode::NotEnoughItems, "no item is left");
    }
    return drawn;
}

// One competency after the other, in the blueprint's order; order within each stays.
void sort_by_competency(const Blueprint& blueprint, std::vector<Candidate>& drawn) {
    std::vector<CompetencyCode> order;
    for (const auto& row : blueprint.rows) {
        if (std::find(order.begin(), order.end(), row.competency) == order.end()) {
            order.push_back(row.competency);
        }
    }
    const auto rank = [&](const Candidate& candidate) {
        return std::find(order.begin(), order.end(), candidate.item->competency) - order.begin();
    };
    std::stable_sort(drawn.begin(), drawn.end(),
                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

}  // namespace

const Bank* bank_of(const std::vector<const Bank*>& banks, const FormItem& item) {
    for (const auto* bank : banks) {
        if (bank->id == item.bank && bank->version == item.bank_version) {
            return bank;
        }
    }
    return nullptr;
}

namespace {

// Rows that one form cannot fill.
void check_form(const Blueprint& blueprint, Variant variant, const std::vector<const Bank*>& banks,
                Problems& problems) {
    const auto rows = rows_of(blueprint, variant, banks);
    const auto taken = allot_in_order(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!is_short(rows[i], taken[i])) {
            continue;
        }
        const auto& row = blueprint.rows[i];
        Problem problem;
        problem.key = has_enemies(rows) ? "blueprint_row_short_enemies" : "blueprint_row_short";
        problem.place.column = "blueprint.rows[" + std::to_string(i) + "]";
        problem.found = std::to_string(taken[i].size());
        problem.values = {{"competency", row.competency.value},
                          {"level", std::to_string(row.level)},
                          {"needed", std::to_string(row.count)},
                          {"available", std::to_string(taken[i].size())},
                          {"form", variant_name(variant)}};
        problems.push_back(std::move(problem));
    }
}

}  // namespace

Problems check_coverage(const Assessment& assessment, const std::vector<const Bank*>& banks) {
    Problems problems;
    for (const auto variant : variants_of(assessment.form)) {
        check_form(assessment.blueprint, variant, banks, problems);
    }
    return problems;
}

std::set<std::pair<BankId, ItemId>> items_of(const Assessment& assessment,
                                             const std::vector<const Bank*>& banks) {
    std::set<std::pair<BankId, ItemId>> items;
    for (const auto variant : variants_of(assessment.form)) {
        for (const auto& row : assessment.blueprint.rows) {
            for (const auto& candidate : candidates_of(row, variant, banks)) {
                items.emplace(candidate.bank->id, candidate.item->id);
            }
        }
    }
    return items;
}

std::vector<Variant> variants_of(FormChoice form) {
    switch (form) {
        case FormChoice::Any:
            return {Variant::Any};
        case FormChoice::A:
            return {Variant::A};
        case FormChoice::B:
            return {Variant::B};
        case FormChoice::SecondLook:
            return {Variant::C};
        case FormChoice::Crossed:
            return {Variant::A, Variant::B};
    }
    return {Variant::Any};
}

Variant variant_for(const Assessment& assessment, const PersonId& person) {
    const auto variants = variants_of(assessment.form);
    if (variants.size() == 1) {
        return variants.front();
    }
    const bool is_second =
        !assessment.counterpart.empty() && assessment.counterpart < assessment.id;
    const bool is_odd = (person.bytes.back() & 1U) != 0;
    return is_second == is_odd ? variants.front() : variants.back();
}

std::vector<BlueprintRow> rows_for(const Assessment& assessment, const Standard& standard) {
    if (assessment.form != FormChoice::SecondLook) {
        return assessment.blueprint.rows;
    }
    std::vector<BlueprintRow> rows;
    for (const auto& row : assessment.blueprint.rows) {
        const auto required = standard.required.find(row.competency);
        if (required != standard.required.end() && required->second == row.level) {
            rows.push_back(row);
        }
    }
    return rows;
}

Result<Form> draw_form(const Assessment& assessment, Variant variant,
                       const std::vector<const Bank*>& banks, std::uint64_t seed) {
    SeededGenerator generator(seed);
    ASAH_TRY(auto drawn, draw_items(assessment.blueprint, variant, banks, generator));
    if (assessment.kind != AssessmentKind::SelfAssessment) {
        shuffle(drawn, generator);
    }
    sort_by_competency(assessment.blueprint, drawn);
    Form form;
    form.variant = variant;
    form.seed = seed;
    for (const auto& candidate : drawn) {
        form.items.push_back(place(candidate, generator));
    }
    return form;
}

}  // namespace asah::assessment
