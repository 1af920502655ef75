#include <nlohmann/json.hpp>

#include "kiosk/core/content/roster.h"
#include "kiosk/core/formats/bank_sheet.h"
#include "sync/hq/data/reader_content.h"
#include "sync/hq/office/commands.h"
#include "sync/hq/office/publish_input.h"
#include "sync/hq/office/roster.h"

namespace asah::hq {

namespace {

using nlohmann::json;

struct RosterArguments {
    std::string sheet;
    std::string slips;
    std::string framework;
    bool is_only_shown = false;
    int leaving = -1;  // how many the caller knows to leave; -1 = not given
};

void show_difference(const RosterDifference& difference, const Printer& out) {
    out.say("hq.roster.difference", {{"added", std::to_string(difference.added.size())},
                                     {"changed", std::to_string(difference.changed.size())},
                                     {"gone", std::to_string(difference.gone.size())},
                                     {"same", std::to_string(difference.same)}});
    if (difference.leaving > 0) {
        out.say("hq.roster.leaving", {{"leaving", std::to_string(difference.leaving)},
                                      {"active", std::to_string(difference.active)}});
    }
    if (!difference.renewed.empty()) {
        out.say("hq.roster.renewed", {{"n", std::to_string(difference.renewed.size())}});
    }
    for (const auto& row : difference.changed) {
        out.say("hq.roster.changed", {{"name", row.person.name}, {"nip", row.person.nip.digits}});
    }
    for (const auto& person : difference.gone) {
        out.say("hq.roster.gone",
                {{"name", person.person.name}, {"nip", person.person.nip.digits}});
    }
}

Result<int> run_roster(CommandContext& context, const RosterArguments& arguments,
                       const Printer& out) {
    ASAH_TRY(auto office, context.office());
    Problems problems;
    ASAH_TRY(const auto framework, framework_for(office, arguments.framework, problems));
    if (framework == nullptr && !has_errors(problems)) {
        return fail(ErrorCode::ContentMissing, "framework");
    }
    if (framework == nullptr) {
        out.list(problems);
        return 2;
    }
    ASAH_TRY(const auto bytes, context.ports.files.read(arguments.sheet, formats::kSheetBytesMax));
    const auto name = arguments.sheet.substr(arguments.sheet.find_last_of('/') + 1);
    const auto sheet = content::parse_roster_sheet(bytes, name, *framework);
    problems.insert(problems.end(), sheet.problems.begin(), sheet.problems.end());
    out.list(problems);
    if (has_errors(problems)) {
        return 2;
    }
    ASAH_TRY(const auto difference, compare_roster(office, sheet.value));
    show_difference(difference, out);
    if (arguments.is_only_shown) {
        return 0;
    }
    if (is_much_leaving(difference) && arguments.leaving != difference.leaving) {
        out.warn("hq.roster.leaving_stop", {{"leaving", std::to_string(difference.leaving)},
                                            {"active", std::to_string(difference.active)}});
        return 2;
    }
    const auto progress = [&out](std::size_t done, std::size_t total) {
        if (!out.is_json() && total > 0) {
            std::fprintf(stderr, "\r%zu/%zu%s", done, total, done == total ? "\n" : "");
        }
    };
    ASAH_CHECK(apply_roster(office, difference, arguments.slips, progress));
    const auto slips = difference.added.size() + difference.renewed.size();
    out.say("hq.roster.done", {{"slips", std::to_string(slips)}, {"file", arguments.slips}});
    if (out.is_json()) {
        out.line(json{{"leaving", difference.leaving},
                      {"added", difference.added.size()},
                      {"renewed", difference.renewed.size()},
                      {"changed", difference.changed.size()},
                      {"gone", difference.gone.size()},
                      {"same", difference.same}}
                     .dump());
    }
    return 0;
}

std::string listed(const std::vector<ItemId>& ids) {
    std::string out;
    for (const auto& id : ids) {
        out += (out.empty() ? "" : ", ") + id.value;
    }
    return out;
}

void show_change(const BankChange& change, const Printer& out) {
    const auto& difference = change.difference;
    std::map<std::string, std::string> values{
        {"bank", change.bank.value},
        {"from", std::to_string(change.from_version)},
        {"to", std::to_string(change.to_version)},
        {"owner", change.owner},
        {"before", change.owner_before},
        {"added", std::to_string(difference.added.size())},
        {"changed", std::to_string(difference.changed.size())},
        {"withdrawn", std::to_string(difference.withdrawn.size())},
        {"same", std::to_string(difference.same)}};
    if (change.from_version == 0) {
        out.say("hq.publish.bank_new", values);
        return;
    }
    out.say("hq.publish.bank", values);
    if (change.owner != change.owner_before) {
        out.say("hq.publish.owner_before", values);
    }
    for (const auto& [key, ids] :
         {std::pair{"hq.publish.items_added", &difference.added},
          std::pair{"hq.publish.items_changed", &difference.changed},
          std::pair{"hq.publish.items_withdrawn", &difference.withdrawn}}) {
        if (!ids->empty()) {
            out.say(key, {{"items", listed(*ids)}});
        }
    }
    for (const auto& carried : change.carried) {
        out.say("hq.publish.carried", {{"assessment", carried.id.value},
                                       {"from", std::to_string(carried.from_version)},
                                       {"to", std::to_string(carried.to_version)}});
    }
    if (change.carried.empty()) {
        out.say("hq.publish.carried_none");
    }
}

json change_json(const BankChange& change) {
    const auto ids = [](const std::vector<ItemId>& list) {
        auto out = json::array();
        for (const auto& id : list) {
            out.push_back(id.value);
        }
        return out;
    };
    auto carried = json::array();
    for (const auto& one : change.carried) {
        carried.push_back(
            {{"id", one.id.value}, {"from", one.from_version}, {"to", one.to_version}});
    }
    return {{"bank", change.bank.value},
            {"from", change.from_version},
            {"to", change.to_version},
            {"owner", change.owner},
            {"owner_before", change.owner_before},
            {"added", ids(change.difference.added)},
            {"changed", ids(change.difference.changed)},
            {"withdrawn", ids(change.difference.withdrawn)},
            {"same", change.difference.same},
            {"assessments", carried}};
}

struct PublishArguments {
    PublishRequest request;
    bool is_only_shown = false;
};

Result<int> run_publish(CommandContext& context, const PublishArguments& arguments,
                        const Printer& out) {
    ASAH_TRY(auto office, context.office());
    Problems problems;
    auto changes = json::array();
    const auto show = [&](const PublishPlan& plan) {
        out.list(problems);
        for (const auto& change : plan.changes) {
            show_change(change, out);
            changes.push_back(change_json(change));
        }
        return arguments.is_only_shown ? AfterPlan::Stop : AfterPlan::Publish;
    };
    ASAH_TRY(const auto done, publish(office, arguments.request, problems, show));
    if (has_errors(problems)) {
        out.list(problems);
        return 2;
    }
    if (arguments.is_only_shown) {
        out.say("hq.publish.only_shown");
        if (out.is_json()) {
            out.line(json{{"changes", changes}}.dump());
        }
        return 0;
    }
    for (const auto& added : done.added) {
        out.say("hq.publish.added", {{"what", added}});
    }
    out.say("hq.publish.done", {{"number", std::to_string(done.manifest_number)},
                                {"packages", std::to_string(done.package_count)},
                                {"terminals", std::to_string(done.terminal_count)}});
    if (out.is_json()) {
        out.line(json{{"manifest", done.manifest_number},
                      {"packages", done.package_count},
                      {"terminals", done.terminal_count},
                      {"added", done.added},
                      {"changes", changes}}
                     .dump());
    }
    return 0;
}

int status_of(const Result<int>& result, const Printer& out) {
    return result.has_value() ? *result : out.refuse(result.error());
}

}  // namespace

void add_content_commands(CLI::App& app, CommandContext& context) {
    auto* roster = app.add_subcommand("roster", context.texts.text("hq.cli.roster"));
    auto arguments = std::make_shared<RosterArguments>();
    roster->add_option("sheet", arguments->sheet)->required();
    roster->add_option("--slips", arguments->slips)->required();
    roster->add_option("--leaving", arguments->leaving, context.texts.text("hq.cli.leaving"))
        ->check(CLI::NonNegativeNumber);
    roster->add_option("--framework", arguments->framework);
    roster->add_flag("--difference", arguments->is_only_shown);
    roster->callback([&context, arguments] {
        context.run = [&context, arguments](const Printer& out) {
            return status_of(run_roster(context, *arguments, out), out);
        };
    });
    auto* command = app.add_subcommand("publish", context.texts.text("hq.cli.publish"));
    auto publishing = std::make_shared<PublishArguments>();
    auto* request = &publishing->request;
    command->add_option("--framework", request->framework);
    command->add_option("--bank", request->banks);
    command->add_option("--assessment", request->assessments);
    command->add_flag("--difference", publishing->is_only_shown);
    auto is_jump = std::make_shared<bool>(false);
    auto is_reset = std::make_shared<bool>(false);
    command->add_flag("--time-jump-confirmed", *is_jump);
    command->add_flag("--time-reset", *is_reset);
    command->callback([&context, publishing, is_jump, is_reset] {
        context.run = [&context, publishing, is_jump, is_reset](const Printer& out) {
            publishing->request.time_word = *is_reset  ? TimeWord::Reset
                                            : *is_jump ? TimeWord::JumpConfirmed
                                                       : TimeWord::None;
            return status_of(run_publish(context, *publishing, out), out);
        };
    });
}

}  // namespace asah::hq
