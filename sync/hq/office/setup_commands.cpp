#include <nlohmann/json.hpp>

#include "sync/hq/office/commands.h"
#include "sync/hq/office/init.h"

namespace asah::hq {

namespace {

constexpr std::size_t kFileBytesMax = 64U << 10U;

void add_init(CLI::App& app, CommandContext& context) {
    auto* command = app.add_subcommand("init", context.texts.text("hq.cli.init"));
    auto request = std::make_shared<InitRequest>();
    command->add_option("--offline", request->offline)->required();
    command->add_option("--receiver-home", request->receiver_home)->required();
    command->add_option("--intake", request->intake)->required();
    command->add_option("--orders", request->orders)->required();
    command->add_option("--backup", request->backup);
    command->add_option("--city", request->city)->required();
    auto zone = std::make_shared<std::string>("WIB");
    command->add_option("--time-zone", *zone)->check([](const std::string& text) {
        return parse_utc_offset(text).has_value() ? std::string() : "WIB, WITA, WIT, +08:00";
    });
    command->add_option("--address", request->address)->required();
    command->add_option("--port", request->port)->required()->check(CLI::Range(1, 65535));
    command->add_option("--join-port", request->join_port)->required()->check(CLI::Range(1, 65535));
    command->callback([&context, request, zone] {
        context.run = [&context, request, zone](const Printer& out) {
            request->home = context.home;
            request->utc_offset_min = parse_utc_offset(*zone).value_or(kUtcOffsetDefaultMin);
            const auto made = init_authority(context.ports, *request);
            if (!made.has_value()) {
                return out.refuse(made.error());
            }
            out.say("hq.init.done", {{"city", request->city}, {"offline", request->offline}});
            if (out.is_json()) {
                out.line(nlohmann::json{{"authority", made->authority.hex()}}.dump());
            }
            return 0;
        };
    });
}

Result<void> run_trainer(CommandContext& context, const std::string& csr, const std::string& name,
                         const std::string& path) {
    ASAH_TRY(auto office, context.office());
    ASAH_TRY(const auto request, context.ports.files.read(csr, kFileBytesMax));
    ASAH_TRY(const auto pem, certify_trainer(office, request, name));
    return context.ports.files.write_durable(path, as_bytes(pem), FileMode::Public);
}

void add_trainer(CLI::App& app, CommandContext& context) {
    struct TrainerArguments {
        std::string csr;
        std::string name;
        std::string out;
    };
    auto* command = app.add_subcommand("trainer", context.texts.text("hq.cli.trainer"));
    auto arguments = std::make_shared<TrainerArguments>();
    command->add_option("--csr", arguments->csr)->required();
    command->add_option("--name", arguments->name)->required();
    command->add_option("--out", arguments->out)->required();
    command->callback([&context, arguments] {
        context.run = [&context, arguments](const Printer& out) {
            const auto done = run_trainer(context, arguments->csr, arguments->name, arguments->out);
            if (!done.has_value()) {
                return out.refuse(done.error());
            }
            out.say("hq.trainer.done", {{"name", arguments->name}, {"file", arguments->out}});
            return 0;
        };
    });
}

}  // namespace

void add_setup_commands(CLI::App& app, CommandContext& context) {
    add_init(app, context);
    add_trainer(app, context);
}

}  // namespace asah::hq
