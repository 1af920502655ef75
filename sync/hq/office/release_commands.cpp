// release: stores the figures that may be released now, or checks all of them against the records.
// dump-map: the map as JSON; releases, or live figures for an account of HR, logged.
#include <nlohmann/json.hpp>

#include "kiosk/vault/pin.h"
#include "sync/hq/data/look_log.h"
#include "sync/hq/office/commands.h"
#include "sync/hq/office/releases.h"
#include "sync/hq/reports/map_export.h"

namespace asah::hq {

namespace {

using nlohmann::json;

constexpr std::size_t kPasswordBytesMax = 1024;

struct DumpArguments {
    bool is_live = false;
    std::string user;
    std::string password_file;
};

Result<int> run_release(CommandContext& context, bool is_check, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    if (!is_check) {
        ASAH_TRY(const int made, release_figures(office));
        out.say("hq.release.done", {{"n", std::to_string(made)}});
        if (out.is_json()) {
            out.line(json{{"released", made}}.dump());
        }
        return 0;
    }
    ASAH_TRY(const auto faults, check_releases(office));
    if (out.is_json()) {
        json list = json::array();
        for (const auto& fault : faults) {
            list.push_back({{"unit", fault.key.unit.value},
                            {"tier", fault.key.tier.value},
                            {"family", fault.key.family.value},
                            {"competency", fault.key.competency.value},
                            {"released", {fault.released.counted, fault.released.met}},
                            {"recomputed", {fault.recomputed.counted, fault.recomputed.met}}});
        }
        out.line(json{{"untraceable", list}}.dump());
    }
    out.say(faults.empty() ? "hq.release.traced" : "hq.release.untraceable",
            {{"n", std::to_string(faults.size())}});
    return faults.empty() ? 0 : 1;
}

/// Whether that account may see names: open, of that role, with that password.
Result<bool> may_see_live(CommandContext& context, Office& office, const DumpArguments& arguments) {
    ASAH_TRY(const auto staff, find_staff(office.database(), arguments.user));
    if (!staff || staff->is_disabled || staff->role != StaffRole::Hr) {
        return false;
    }
    ASAH_TRY(const auto bytes,
             context.ports.files.read(arguments.password_file, kPasswordBytesMax));
    std::string password(as_text(bytes));
    password.erase(password.find_last_not_of("\r\n") + 1);
    return vault::is_password(password, staff->password);
}

Result<int> run_dump(CommandContext& context, const DumpArguments& arguments, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto framework, load_framework(office));
    auto audience = Audience::Figures;
    if (arguments.is_live) {
        ASAH_TRY(const bool may, may_see_live(context, office, arguments));
        if (!may) {
            out.say("hq.dump.not_hr");
            return 1;
        }
        audience = Audience::Names;
        ASAH_CHECK(keep_look(office.database(), context.ports.files, office.looks_path(),
                             {.id = decltype(Look::id)::make(context.ports.random),
                              .login = arguments.user,
                              .page = "dump-map unit",
                              .reason = "role hr",
                              .at = office.now(),
                              .people = {}}));
    }
    Cut cut;
    cut.as_of = office.now();
    ASAH_TRY(const auto map, load_map(office.database(), framework, audience, cut));
    out.line(map_json(map));
    return 0;
}

}  // namespace

void add_release_commands(CLI::App& app, CommandContext& context) {
    auto* release = app.add_subcommand("release", context.texts.text("hq.cli.release"));
    auto is_check = std::make_shared<bool>(false);
    release->add_flag("--check", *is_check, context.texts.text("hq.cli.release_check"));
    release->callback([&context, is_check] {
        context.run = [&context, is_check](const Printer& out) {
            return out.status(run_release(context, *is_check, out));
        };
    });
    auto* dump = app.add_subcommand("dump-map", context.texts.text("hq.cli.dump_map"));
    auto arguments = std::make_shared<DumpArguments>();
    auto* live =
        dump->add_flag("--live", arguments->is_live, context.texts.text("hq.cli.dump_live"));
    auto* user = dump->add_option("--user", arguments->user)->needs(live);
    auto* password = dump->add_option("--password-file", arguments->password_file)->needs(live);
    live->needs(user);
    live->needs(password);
    dump->callback([&context, arguments] {
        context.run = [&context, arguments](const Printer& out) {
            return out.status(run_dump(context, *arguments, out));
        };
    });
}

}  // namespace asah::hq
