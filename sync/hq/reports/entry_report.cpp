#include "sync/hq/reports/entry_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "sync/hq/reports/report_query.h"

namespace asah::hq {

namespace {

/// The ten columns with which every query of entries begins.
EntryTrace trace_of(const sqlite::Statement& query) {
    EntryTrace trace{.terminal = query.id<TerminalId>(0),
                     .terminal_name = query.is_null(1) ? std::string{} : query.text(1),
                     .unit = query.is_null(2) ? std::string{} : query.text(2),
                     .ledger = query.id<LedgerId>(3),
                     .n = static_cast<std::uint64_t>(query.integer(4)),
                     .hash = {},
                     .signature = query.blob(6),
                     .state = query.text(7),
                     .reason = query.text(8),
                     .at = {query.integer(9)}};
    query.copy_blob(5, trace.hash);
    return trace;
}

Result<std::vector<EntryTrace>> traces_of(sqlite::Statement& query) {
    std::vector<EntryTrace> traces;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return traces;
        }
        traces.push_back(trace_of(query));
    }
}

/// The newest hash that a terminal's status names; nothing when it never reported.
std::string newest_of_status(const std::string& status) {
    const auto json = nlohmann::json::parse(status, nullptr, false);
    if (!json.is_object() || !json.contains("locator") || !json["locator"].is_object()) {
        return {};
    }
    const auto points = json["locator"].value("points", nlohmann::json::array());
    if (!points.is_array() || points.empty() || !points[0].is_object()) {
        return {};
    }
    return points[0].value("hash", std::string{});
}

Result<void> add_size(sqlite::Database& database, Branch& branch, const std::string& newest) {
    auto query = database.prepare(report_query("fork_branch_size"));
    query.bind(1, branch.first.terminal).bind(2, ByteView(branch.first.hash));
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return {};
        }
        Digest hash{};
        query.copy_blob(0, hash);
        ++branch.entry_count;
        branch.sitting_count += static_cast<int>(query.integer(1));
        branch.last_at.value = std::max(branch.last_at.value, query.integer(2));
        branch.is_current = branch.is_current || to_hex(hash) == newest;
    }
}

bool is_same_place(const EntryTrace& a, const EntryTrace& b) {
    return a.terminal == b.terminal && a.ledger == b.ledger && a.n == b.n;
}

Result<std::vector<Fork>> load_forks(sqlite::Database& database) {
    auto query = database.prepare(report_query("fork_branch"));
    std::vector<Fork> forks;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return forks;
        }
        Branch branch{.first = trace_of(query), .verdict = query.text(10), .last_at = {}};
        ASAH_CHECK(add_size(database, branch, newest_of_status(query.text(11))));
        if (forks.empty() || !is_same_place(forks.back().branches.back().first, branch.first)) {
            forks.emplace_back();
        }
        forks.back().branches.push_back(std::move(branch));
    }
}

Result<std::vector<Twin>> load_twins(sqlite::Database& database) {
    auto query = database.prepare(report_query("twin"));
    std::vector<Twin> twins;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return twins;
        }
        twins.push_back({.trace = trace_of(query),
                         .sitting = query.id<SittingId>(10),
                         .counts = query.integer(11) == 0});
    }
}

Result<std::vector<TakenDecision>> load_decisions(sqlite::Database& database) {
    auto query = database.prepare(report_query("decision_recent"));
    std::vector<TakenDecision> decisions;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return decisions;
        }
        TakenDecision one{.terminal_name = query.text(0),
                          .hash = {},
                          .verdict = query.text(2),
                          .login = query.text(3),
                          .reason = query.text(4),
                          .at = {query.integer(5)},
                          .is_applied = query.integer(6) != 0};
        query.copy_blob(1, one.hash);
        decisions.push_back(std::move(one));
    }
}

}  // namespace

bool Fork::is_decided() const {
    const auto left = std::count_if(branches.begin(), branches.end(), [](const Branch& one) {
        return one.first.reason != "dropped_branch";
    });
    return left <= 1 || std::any_of(branches.begin(), branches.end(),
                                    [](const Branch& one) { return one.verdict == "follow"; });
}

int OpenMatters::open_count() const {
    std::set<SittingId> pairs;
    for (const auto& twin : twins) {
        pairs.insert(twin.sitting);
    }
    const auto open = std::count_if(forks.begin(), forks.end(),
                                    [](const Fork& fork) { return !fork.is_decided(); });
    return static_cast<int>(held.size() + pairs.size()) + static_cast<int>(open);
}

Result<OpenMatters> load_open_matters(sqlite::Database& database) {
    OpenMatters matters;
    auto query = database.prepare(report_query("entry_held"));
    ASAH_TRY(matters.held, traces_of(query));
    ASAH_TRY(matters.forks, load_forks(database));
    ASAH_TRY(matters.twins, load_twins(database));
    ASAH_TRY(matters.decisions, load_decisions(database));
    return matters;
}

Result<std::vector<EntryTrace>> find_entries(sqlite::Database& database, ByteView code) {
    Digest low{};
    Digest high{};
    high.fill(0xff);
    const auto size = std::min(code.size(), low.size());
    std::copy_n(code.begin(), size, low.begin());
    std::copy_n(code.begin(), size, high.begin());
    auto query = database.prepare(report_query("entry_trace"));
    query.bind(1, ByteView(low)).bind(2, ByteView(high));
    return traces_of(query);
}

Result<std::vector<EntryTrace>> load_recent_entries(sqlite::Database& database) {
    auto query = database.prepare(report_query("entry_recent"));
    return traces_of(query);
}

Result<std::vector<StateCount>> count_entries(sqlite::Database& database) {
    auto query = database.prepare(report_query("entry_count"));
    std::vector<StateCount> counts;
    while (true) {
        ASAH_TRY(const bool has_row, query.step());
        if (!has_row) {
            return counts;
        }
        counts.push_back({.state = query.text(0),
                          .reason = query.text(1),
                          .count = static_cast<int>(query.integer(2))});
    }
}

}  // namespace asah::hq
