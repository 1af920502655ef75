// What waits for staff: `asah-hq held list`, and their word: `asah-hq held decide`.
#include <nlohmann/json.hpp>

#include "sync/hq/data/reader_decisions.h"
#include "sync/hq/office/commands.h"
#include "sync/hq/reports/entry_report.h"

namespace asah::hq {

namespace {

using nlohmann::json;

json entry_json(const EntryTrace& entry) {
    return {{"code", ledger::receipt_code(entry.hash)},
            {"terminal", entry.terminal.hex()},
            {"terminal_name", entry.terminal_name},
            {"ledger", entry.ledger.hex()},
            {"n", entry.n},
            {"state", entry.state},
            {"reason", entry.reason}};
}

json matters_json(const OpenMatters& matters) {
    json held = json::array();
    for (const auto& entry : matters.held) {
        held.push_back(entry_json(entry));
    }
    json forks = json::array();
    for (const auto& fork : matters.forks) {
        json branches = json::array();
        for (const auto& branch : fork.branches) {
            auto one = entry_json(branch.first);
            one["verdict"] = branch.verdict;
            one["entries"] = branch.entry_count;
            one["sittings"] = branch.sitting_count;
            one["is_current"] = branch.is_current;
            branches.push_back(one);
        }
        forks.push_back({{"branches", branches}, {"is_decided", fork.is_decided()}});
    }
    json twins = json::array();
    for (const auto& twin : matters.twins) {
        auto one = entry_json(twin.trace);
        one["counts"] = twin.counts;
        twins.push_back(one);
    }
    return {{"open", matters.open_count()}, {"held", held}, {"forks", forks}, {"twins", twins}};
}

Values entry_values(const CommandContext& context, const EntryTrace& entry) {
    return {{"code", ledger::receipt_code(entry.hash)},
            {"terminal", entry.terminal_name},
            {"n", std::to_string(entry.n)},
            {"reason", entry.reason.empty() ? std::string{}
                                            : context.texts.text("hq.reason." + entry.reason)}};
}

void say_fork(const CommandContext& context, const Fork& fork, const Printer& out) {
    const auto& place = fork.branches.front().first;
    out.say(fork.is_decided() ? "hq.held.fork_decided" : "hq.held.fork",
            entry_values(context, place));
    for (const auto& branch : fork.branches) {
        auto values = entry_values(context, branch.first);
        values["entries"] = std::to_string(branch.entry_count);
        values["sittings"] = std::to_string(branch.sitting_count);
        out.say(branch.is_current ? "hq.held.branch_current" : "hq.held.branch", values);
    }
}

Result<int> run_held_list(CommandContext& context, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto matters, load_open_matters(office.database()));
    out.say("hq.held.count", {{"n", std::to_string(matters.open_count())}});
    for (const auto& entry : matters.held) {
        out.say("hq.held.entry", entry_values(context, entry));
    }
    for (const auto& fork : matters.forks) {
        say_fork(context, fork, out);
    }
    for (const auto& twin : matters.twins) {
        out.say(twin.counts ? "hq.held.twin_counts" : "hq.held.twin",
                entry_values(context, twin.trace));
    }
    if (out.is_json()) {
        out.line(matters_json(matters).dump());
    }
    return 0;
}

struct DecideArguments {
    std::string code;
    std::string verdict;
    std::string by;
    std::string reason;
};

Result<int> run_decide(CommandContext& context, const DecideArguments& arguments,
                       const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto bytes, ledger::parse_receipt_code(arguments.code));
    ASAH_TRY(const auto entries, find_entries(office.database(), bytes));
    if (entries.size() != 1) {
        return fail(ErrorCode::NotFound, "receipt code " + arguments.code);
    }
    ASAH_CHECK(decide(office.database(),
                      {.terminal = entries.front().terminal,
                       .hash = entries.front().hash,
                       .verdict = parse_verdict(arguments.verdict).value_or(Verdict::Release),
                       .login = arguments.by,
                       .reason = arguments.reason,
                       .at = office.now()}));
    ASAH_CHECK(office.snapshot());
    out.say("hq.held.done", {{"code", arguments.code}});
    return 0;
}

}  // namespace

void add_held_commands(CLI::App& app, CommandContext& context) {
    auto* held = app.add_subcommand("held", context.texts.text("hq.cli.held"));
    held->require_subcommand(1);
    auto* list = held->add_subcommand("list", context.texts.text("hq.cli.held_list"));
    list->callback([&context] {
        context.run = [&context](const Printer& out) {
            return out.status(run_held_list(context, out));
        };
    });
    auto* decide = held->add_subcommand("decide", context.texts.text("hq.cli.held_decide"));
    auto arguments = std::make_shared<DecideArguments>();
    decide->add_option("code", arguments->code)->required();
    decide->add_option("verdict", arguments->verdict)
        ->required()
        ->check(CLI::IsMember({"release", "follow", "drop", "drop_branch"}));
    decide->add_option("--by", arguments->by)->required();
    decide->add_option("--reason", arguments->reason)->required();
    decide->callback([&context, arguments] {
        context.run = [&context, arguments](const Printer& out) {
            return out.status(run_decide(context, *arguments, out));
        };
    });
}

}  // namespace asah::hq
