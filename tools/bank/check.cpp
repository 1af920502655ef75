// `asah-bank check`: reads a sheet, tells its problems, counts and coverage.
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "kiosk/core/content/framework_json.h"
#include "kiosk/core/formats/bank_sheet.h"
#include "kiosk/core/items/words.h"
#include "tools/bank/commands.h"

namespace asah::bank {

namespace {

using assessment::Framework;
using items::Bank;

std::string base_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

std::optional<Framework> read_framework(const Context& context, const std::string& path) {
    const auto bytes = context.files.read(path, content::kFrameworkBytesMax);
    if (!bytes) {
        print_error(context, bytes.error());
        return {};
    }
    auto outcome = content::parse_framework(*bytes, base_name(path));
    if (has_errors(outcome.problems)) {
        context.err << context.catalogue.text("bank.framework_problems", {{"file", path}}) << '\n';
        print_problems(context, outcome.problems);
        return {};
    }
    return std::move(outcome.value);
}

/// A sheet of statements does not name their kind.
std::string kind_word(const items::Item& item) {
    const auto word = items::sheet_word(item.kind());
    return word.empty() ? "pernyataan" : std::string(word);
}

/// "1: 15, 2: 15": a count for each name, in the order of the names.
template <class Key>
std::string listed(const std::map<Key, int>& counts) {
    std::string out;
    for (const auto& [name, count] : counts) {
        if (!out.empty()) {
            out += ", ";
        }
        if constexpr (std::is_same_v<Key, int>) {
            out += std::to_string(name);
        } else {
            out += name;
        }
        out += ": " + std::to_string(count);
    }
    return out;
}

/// Indicators at levels 1 to 4 of the bank's competencies that no measuring item touches.
void print_coverage(const Context& context, const Bank& bank, const Framework& framework) {
    std::set<std::string> competencies;
    std::set<std::string> touched;
    for (const auto& item : bank.items) {
        competencies.insert(item.competency.value);
        if (item.pool == items::Pool::Measuring) {
            touched.insert(item.indicator.value);
        }
    }
    std::string missing;
    std::size_t total = 0;
    std::size_t covered = 0;
    for (const auto& competency : framework.competencies) {
        if (!competencies.contains(competency.code.value)) {
            continue;
        }
        for (const auto& level : competency.levels) {
            if (level.level == assessment::kLevelMax) {
                continue;  // shown by work products, never by items
            }
            for (const auto& indicator : level.indicators) {
                const bool is_touched = touched.contains(indicator.code.value);
                ++total;
                covered += is_touched ? 1U : 0U;
                missing += is_touched ? "" : " " + indicator.code.value;
            }
        }
    }
    context.out << context.catalogue.text("bank.coverage", {{"covered", std::to_string(covered)},
                                                            {"total", std::to_string(total)}})
                << '\n';
    if (!missing.empty()) {
        context.out << context.catalogue.text("bank.not_covered") << missing << '\n';
    }
}

/// "T05-02 (2027-06-30, PP 42/2024), ..."
std::string listed(const std::vector<const items::Item*>& items) {
    std::string out;
    for (const auto* item : items) {
        out += (out.empty() ? "" : ", ") + item->id.value + " (" + to_text(*item->review_before) +
               ", " + item->legal_source + ")";
    }
    return out;
}

/// Who wrote the items, which rest on a legal source, and what must be reviewed: now, or next.
void print_reviews(const Context& context, const Bank& bank) {
    const auto say = [&](const char* key, const std::map<std::string, std::string>& values) {
        context.out << context.catalogue.text(key, values) << '\n';
    };
    std::map<std::string, int> authors;
    std::size_t sources = 0;
    const items::Item* next = nullptr;
    const auto now = context.clock.now_wall();
    const Date today = date_of(now.utc, now.offset_min);
    for (const auto& item : bank.items) {
        sources += item.legal_source.empty() ? 0U : 1U;
        if (!item.author.empty()) {
            ++authors[item.author];
        }
        if (item.review_before && *item.review_before > today &&
            (next == nullptr || *item.review_before < *next->review_before)) {
            next = &item;
        }
    }
    if (!authors.empty()) {
        say("bank.by_author", {{"counts", listed(authors)}});
    }
    if (sources > 0) {
        say("bank.sources", {{"count", std::to_string(sources)}});
    }
    if (next != nullptr) {
        say("bank.review_next", {{"items", listed(std::vector{next})}});
    }
    if (const auto due = items::due_for_review(bank, today); !due.empty()) {
        say("bank.review_due", {{"count", std::to_string(due.size())}, {"items", listed(due)}});
    }
}

}  // namespace

std::optional<Bank> read_sheet(const Context& context, const SheetRequest& request) {
    const auto framework = read_framework(context, request.framework);
    if (!framework) {
        return {};
    }
    const auto bytes = context.files.read(request.sheet, formats::kSheetBytesMax);
    if (!bytes) {
        print_error(context, bytes.error());
        return {};
    }
    const auto name = base_name(request.sheet);
    auto outcome = request.kind == SheetKind::Statements
                       ? formats::parse_statement_sheet(*bytes, name, *framework)
                       : formats::parse_bank_sheet(*bytes, name, *framework);
    const bool is_refused = has_errors(outcome.problems);
    if (!outcome.problems.empty()) {
        const auto* key = is_refused ? "bank.problems" : "bank.warnings";
        context.err << context.catalogue.text(
                           key,
                           {{"file", name}, {"count", std::to_string(outcome.problems.size())}})
                    << "\n\n";
        print_problems(context, outcome.problems);
    }
    if (is_refused) {
        context.err << '\n' << context.catalogue.text("bank.nothing_written") << '\n';
        return {};
    }
    context.out << context.catalogue.text(
                       "bank.checked",
                       {{"file", name}, {"count", std::to_string(outcome.value.items.size())}})
                << '\n';
    print_counts(context, outcome.value);
    print_coverage(context, outcome.value, *framework);
    print_reviews(context, outcome.value);
    return std::move(outcome.value);
}

void print_counts(const Context& context, const Bank& bank) {
    std::map<int, int> levels;
    std::map<std::string, int> kinds;
    std::map<std::string, int> pools;
    std::map<std::string, int> competencies;
    for (const auto& item : bank.items) {
        ++levels[item.level];
        ++kinds[kind_word(item)];
        ++pools[item.pool == items::Pool::Practice ? "latihan" : "ukur"];
        ++competencies[item.competency.value];
    }
    const auto print = [&](const char* key, const std::string& counts) {
        context.out << context.catalogue.text(key, {{"counts", counts}}) << '\n';
    };
    print("bank.by_competency", listed(competencies));
    print("bank.by_level", listed(levels));
    print("bank.by_kind", listed(kinds));
    print("bank.by_pool", listed(pools));
}

int check(const Context& context, const SheetRequest& request) {
    return read_sheet(context, request) ? 0 : kExitProblems;
}

}  // namespace asah::bank
