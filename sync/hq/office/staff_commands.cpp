// Accounts of staff, and who looked at whose results.
#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>

#include "kiosk/vault/pin.h"
#include "sync/hq/data/reader_people.h"
#include "sync/hq/data/reader_staff.h"
#include "sync/hq/office/commands.h"

namespace asah::hq {

namespace {

using nlohmann::json;

constexpr std::size_t kPasswordFileBytesMax = 64U << 10U;
constexpr std::size_t kPasswordMin = 10;
constexpr std::size_t kLoginMax = 64;
constexpr int kLooksMax = 1000;

/// The first line of a file, or of standard input for "-".
Result<std::string> read_password(Files& files, const std::string& path) {
    std::string text;
    if (path == "-") {
        int c = 0;
        while ((c = std::getchar()) != EOF && c != '\n') {
            text += static_cast<char>(c);
        }
    } else {
        ASAH_TRY(const auto bytes, files.read(path, kPasswordFileBytesMax));
        text = std::string(as_text(bytes));
    }
    text = text.substr(0, text.find_first_of("\r\n"));
    if (text.size() < kPasswordMin) {
        return fail(ErrorCode::InvalidArgument,
                    "password: at least " + std::to_string(kPasswordMin) + " characters");
    }
    return text;
}

struct StaffArguments {
    std::string user;
    std::string name;
    std::string role;
    std::string password_file;
};

Result<void> save(Office& office, const Staff& staff) {
    auto saved = sqlite::in_transaction(
        office.database(), [&](sqlite::Tx& tx) -> Result<void> { return save_staff(tx, staff); });
    ASAH_CHECK(std::move(saved));
    return office.snapshot();
}

Result<void> add(CommandContext& context, const StaffArguments& arguments) {
    ASAH_TRY(auto office, context.office());
    const auto is_plain = [](char c) { return c > ' ' && c != 0x7f; };
    if (arguments.user.empty() || arguments.user.size() > kLoginMax ||
        !std::all_of(arguments.user.begin(), arguments.user.end(), is_plain)) {
        return fail(ErrorCode::InvalidArgument, "--user");
    }
    ASAH_TRY(const auto known, find_staff(office.database(), arguments.user));
    if (known) {
        return fail(ErrorCode::InvalidArgument,
                    arguments.user + ": staff role, staff password, staff enable");
    }
    ASAH_TRY(const auto password, read_password(context.ports.files, arguments.password_file));
    ASAH_TRY(auto hash, vault::hash_password(password));
    return save(office, {.login = arguments.user,
                         .name = arguments.name,
                         .role = parse_role(arguments.role).value_or(StaffRole::Viewer),
                         .password = std::move(hash)});
}

/// One change of one account. `Sessions::End`: whoever is signed in with it is signed out.
enum class SessionsOf { End, Stay };
Result<void> change(CommandContext& context, const std::string& user, SessionsOf sessions,
                    const std::function<Result<void>(Staff&)>& set) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(auto staff, find_staff(office.database(), user));
    if (!staff) {
        return fail(ErrorCode::NotFound, "staff " + user);
    }
    ASAH_CHECK(set(*staff));
    staff->generation += sessions == SessionsOf::End ? 1 : 0;
    return save(office, *staff);
}

Result<int> list(CommandContext& context, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto all, load_staff(office.database()));
    auto rows = json::array();
    for (const auto& staff : all) {
        out.say(staff.is_disabled ? "hq.staff.row_disabled" : "hq.staff.row",
                {{"user", staff.login},
                 {"name", staff.name},
                 {"role", std::string(role_code(staff.role))}});
        rows.push_back({{"user", staff.login},
                        {"name", staff.name},
                        {"role", role_code(staff.role)},
                        {"disabled", staff.is_disabled}});
    }
    if (out.is_json()) {
        out.line(json{{"staff", rows}}.dump());
    } else if (all.empty()) {
        out.say("hq.staff.none");
    }
    return 0;
}

using Arguments = std::shared_ptr<StaffArguments>;

CLI::App* add_verb(CLI::App& staff, CommandContext& context, const std::string& verb,
                   const Arguments& arguments,
                   const std::function<Result<void>(const StaffArguments&)>& act) {
    auto* command = staff.add_subcommand(verb, context.texts.text("hq.cli.staff." + verb));
    command->add_option("--user", arguments->user)->required();
    command->callback([&context, arguments, verb, act] {
        context.run = [arguments, verb, act](const Printer& out) {
            const auto done = act(*arguments);
            if (!done.has_value()) {
                return out.refuse(done.error());
            }
            out.say("hq.staff.done." + verb,
                    {{"user", arguments->user}, {"role", arguments->role}});
            return 0;
        };
    });
    return command;
}

void add_staff(CLI::App& app, CommandContext& context) {
    auto* staff = app.add_subcommand("staff", context.texts.text("hq.cli.staff"));
    staff->require_subcommand(1);
    const auto arguments = std::make_shared<StaffArguments>();
    const auto is_role = CLI::IsMember({"hr", "viewer", "admin"});
    auto* added = add_verb(*staff, context, "add", arguments,
                           [&context](const StaffArguments& given) { return add(context, given); });
    added->add_option("--name", arguments->name)->required();
    added->add_option("--role", arguments->role)->required()->check(is_role);
    added->add_option("--password-file", arguments->password_file)->required();
    add_verb(*staff, context, "role", arguments,
             [&context](const StaffArguments& given) {
                 return change(context, given.user, SessionsOf::End,
                               [&](Staff& one) -> Result<void> {
                                   one.role = parse_role(given.role).value_or(StaffRole::Viewer);
                                   return {};
                               });
             })
        ->add_option("--role", arguments->role)
        ->required()
        ->check(is_role);
    add_verb(
        *staff, context, "password", arguments,
        [&context](const StaffArguments& given) {
            return change(context, given.user, SessionsOf::End, [&](Staff& one) -> Result<void> {
                ASAH_TRY(const auto text, read_password(context.ports.files, given.password_file));
                ASAH_TRY(one.password, vault::hash_password(text));
                ++one.unlock_count;
                return {};
            });
        })
        ->add_option("--password-file", arguments->password_file)
        ->required();
    for (const bool is_disabled : {true, false}) {
        add_verb(*staff, context, is_disabled ? "disable" : "enable", arguments,
                 [&context, is_disabled](const StaffArguments& given) {
                     return change(context, given.user, SessionsOf::End,
                                   [&](Staff& one) -> Result<void> {
                                       one.is_disabled = is_disabled;
                                       return {};
                                   });
                 });
    }
    add_verb(*staff, context, "unlock", arguments, [&context](const StaffArguments& given) {
        return change(context, given.user, SessionsOf::Stay, [](Staff& one) -> Result<void> {
            ++one.unlock_count;
            return {};
        });
    });
    auto* all = staff->add_subcommand("list", context.texts.text("hq.cli.staff.list"));
    all->callback([&context] {
        context.run = [&context](const Printer& out) { return out.status(list(context, out)); };
    });
}

using Names = std::map<PersonId, const assessment::Person*>;

void tell_look(const Printer& out, const Look& look, const Names& names) {
    std::string people;
    for (const auto& person : look.people) {
        const auto found = names.find(person);
        people += people.empty() ? "" : ", ";
        people += found == names.end()
                      ? person.hex()
                      : found->second->name + " (" + found->second->nip.digits + ")";
    }
    out.say(people.empty() ? "hq.looks.row_no_names" : "hq.looks.row",
            {{"at", to_iso_text(look.at)},
             {"user", look.login},
             {"page", look.page},
             {"reason", look.reason},
             {"people", people}});
}

Result<int> run_looks(CommandContext& context, const std::string& nip, const Printer& out) {
    ASAH_TRY(auto office, context.office());
    ASAH_CHECK(office.reconcile_looks());
    ASAH_TRY(const auto people, load_people(office.database()));
    Names names;
    std::optional<PersonId> asked;
    for (const auto& one : people) {
        names[one.person.id] = &one.person;
        if (!nip.empty() && one.person.nip.digits == nip) {
            asked = one.person.id;
        }
    }
    if (!nip.empty() && !asked) {
        return fail(ErrorCode::NotFound, "NIP " + nip);
    }
    ASAH_TRY(auto looks, load_looks(office.database(), asked, kLooksMax));
    auto rows = json::array();
    for (auto& look : looks) {
        if (asked) {
            look.people = {*asked};  // who else was on the page concerns nobody who asks
        }
        tell_look(out, look, names);
        auto whom = json::array();
        for (const auto& person : look.people) {
            whom.push_back(person.hex());
        }
        rows.push_back({{"at", to_iso_text(look.at)},
                        {"user", look.login},
                        {"page", look.page},
                        {"reason", look.reason},
                        {"people", whom}});
    }
    if (out.is_json()) {
        out.line(json{{"looks", rows}}.dump());
    } else {
        out.say(looks.empty() ? "hq.looks.none" : "hq.looks.count",
                {{"n", std::to_string(looks.size())}});
    }
    return 0;
}

void add_looks(CLI::App& app, CommandContext& context) {
    auto* command = app.add_subcommand("looks", context.texts.text("hq.cli.looks"));
    auto nip = std::make_shared<std::string>();
    command->add_option("--person", *nip, context.texts.text("hq.cli.looks_person"));
    command->callback([&context, nip] {
        context.run = [&context, nip](const Printer& out) {
            return out.status(run_looks(context, *nip, out));
        };
    });
}

}  // namespace

void add_staff_commands(CLI::App& app, CommandContext& context) {
    add_staff(app, context);
    add_looks(app, context);
}

}  // namespace asah::hq
