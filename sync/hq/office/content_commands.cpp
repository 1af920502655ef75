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

Result<int> run_publish(CommandContext& context, const PublishRequest& request,
                        const Printer& out) {
    ASAH_TRY(auto office, context.office());
    Problems problems;
    ASAH_TRY(const auto done, publish(office, request, problems));
    out.list(problems);
    if (has_errors(problems)) {
        return 2;
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
                      {"added", done.added}}
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
    auto request = std::make_shared<PublishRequest>();
    command->add_option("--framework", request->framework);
    command->add_option("--bank", request->banks);
    command->add_option("--assessment", request->assessments);
    auto is_jump = std::make_shared<bool>(false);
    auto is_reset = std::make_shared<bool>(false);
    command->add_flag("--time-jump-confirmed", *is_jump);
    command->add_flag("--time-reset", *is_reset);
    command->callback([&context, request, is_jump, is_reset] {
        context.run = [&context, request, is_jump, is_reset](const Printer& out) {
            request->time_word = *is_reset  ? TimeWord::Reset
                                 : *is_jump ? TimeWord::JumpConfirmed
                                            : TimeWord::None;
            return status_of(run_publish(context, *request, out), out);
        };
    });
}

}  // namespace asah::hq
