// asah-hq: the half of headquarters that stands inside. Builds the real parts and runs one command.
#include <algorithm>

#include "assets/lang.h"
#include "sync/hq/office/commands.h"
#include "sync/hq/office/serve.h"

namespace {

/// The language before anything is parsed: help texts need it too.
asah::Language language_of(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; ++i) {
        if (std::string_view(argv[i]) == "--lang" && std::string_view(argv[i + 1]) == "en") {
            return asah::Language::English;
        }
    }
    return asah::Language::Indonesian;
}

int run(int argc, char** argv) {
    asah::SystemFiles files;
    asah::SystemClock clock;
    asah::SystemRandom random;
    const auto texts = asah::assets::load_catalogue(language_of(argc, argv));
    asah::hq::CommandContext context{.ports = {files, clock, random},
                                     .texts = texts,
                                     .home = {},
                                     .is_json = false,
                                     .run = {},
                                     .lock = {}};
    CLI::App app(texts.text("hq.cli.about"));
    app.require_subcommand(1);
    app.fallthrough();
    std::string language;
    app.add_option("--home", context.home, texts.text("hq.cli.home"))->required();
    app.add_option("--lang", language, texts.text("hq.cli.lang"))
        ->check(CLI::IsMember({"id", "en"}));
    app.add_flag("--json", context.is_json, texts.text("hq.cli.json"));
    asah::hq::add_setup_commands(app, context);
    asah::hq::add_staff_commands(app, context);
    asah::hq::add_terminal_commands(app, context);
    asah::hq::add_content_commands(app, context);
    asah::hq::add_filing_commands(app, context);
    asah::hq::add_release_commands(app, context);
    asah::hq::add_held_commands(app, context);
    asah::hq::add_serve_command(app, context);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error);
    }
    return context.run ? context.run(asah::hq::Printer(texts, context.is_json)) : 1;
}

}  // namespace

int main(int argc, char** argv) { return run(argc, argv); }
