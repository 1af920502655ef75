// asah-bank: the trainer's program. Commands and options only; the work is in commands.h.
#include <CLI/CLI.hpp>
#include <iostream>
#include <string_view>

#include "assets/lang.h"
#include "tools/bank/commands.h"

namespace {

using asah::bank::SheetKind;

/// The language of help and messages must be known before the options are read.
asah::Language language_of(int count, char** arguments) {
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--lang=en" ||
            (argument == "--lang" && i + 1 < count && std::string_view(arguments[i + 1]) == "en")) {
            return asah::Language::English;
        }
    }
    return asah::Language::Indonesian;
}

void add_sheet_options(CLI::App& command, asah::bank::SheetRequest& request,
                       const asah::Catalogue& catalogue) {
    command.add_option("sheet", request.sheet, catalogue.text("bank.option_sheet"))->required();
    command.add_option("--framework", request.framework, catalogue.text("bank.option_framework"))
        ->required();
    command.add_flag_callback(
        "--statements", [&request] { request.kind = SheetKind::Statements; },
        catalogue.text("bank.option_statements"));
}

void add_publish_options(CLI::App& command, asah::bank::PublishRequest& request,
                         const asah::Catalogue& catalogue) {
    constexpr int kVersionMax = 1'000'000;
    add_sheet_options(command, request.sheet, catalogue);
    command.add_option("--id", request.id, catalogue.text("bank.option_id"))
        ->required()
        ->check(CLI::Validator(
            [](const std::string& text) {
                const bool is_code = !text.empty() && text.size() <= 32 &&
                                     text.find_first_not_of(
                                         "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                         "abcdefghijklmnopqrstuvwxyz-._") == std::string::npos;
                return is_code ? std::string() : std::string("A-Z a-z 0-9 - . _");
            },
            "CODE"));
    command.add_option("--version", request.version, catalogue.text("bank.option_version"))
        ->required()
        ->check(CLI::Range(1, kVersionMax));
    command.add_option("--title", request.title.id, catalogue.text("bank.option_title"))
        ->required();
    command.add_option("--title-en", request.title.en, catalogue.text("bank.option_title_en"));
    command.add_option("--key", request.key, catalogue.text("bank.option_key"))->required();
    command
        .add_option("--certificate", request.certificate, catalogue.text("bank.option_certificate"))
        ->required();
    command.add_option("--out", request.out, catalogue.text("bank.option_out"))->required();
}

int run(int count, char** arguments) {
    const auto catalogue = asah::assets::load_catalogue(language_of(count, arguments));
    asah::SystemFiles files;
    asah::SystemClock clock;
    const asah::bank::Context context{catalogue, files, clock, std::cout, std::cerr};

    CLI::App app(catalogue.text("bank.about"), "asah-bank");
    app.require_subcommand(1);
    app.fallthrough();
    std::string language = "id";
    app.add_option("--lang", language, catalogue.text("bank.option_lang"))
        ->check(CLI::IsMember({"id", "en"}));

    std::string folder;
    std::string name;
    auto* key = app.add_subcommand("key", catalogue.text("bank.command_key"));
    key->add_option("--out", folder, catalogue.text("bank.option_folder"))->required();
    key->add_option("--name", name, catalogue.text("bank.option_name"))->required();

    asah::bank::SheetRequest check_request;
    auto* check = app.add_subcommand("check", catalogue.text("bank.command_check"));
    add_sheet_options(*check, check_request, catalogue);

    asah::bank::PublishRequest publish_request;
    auto* publish = app.add_subcommand("publish", catalogue.text("bank.command_publish"));
    add_publish_options(*publish, publish_request, catalogue);

    std::string path;
    auto* show = app.add_subcommand("show", catalogue.text("bank.command_show"));
    show->add_option("file", path, catalogue.text("bank.option_file"))->required();

    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : asah::bank::kExitUsage;
    }
    if (*key) {
        return asah::bank::make_key(context, folder, name);
    }
    if (*check) {
        return asah::bank::check(context, check_request);
    }
    if (*publish) {
        return asah::bank::publish(context, publish_request);
    }
    return asah::bank::show(context, path);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const std::exception& error) {
        std::cerr << "asah-bank: " << error.what() << '\n';
        return asah::bank::kExitUsage;
    }
}
